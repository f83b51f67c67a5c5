# What every plot can use.
table day: when | sky
  One sunny morning | The sun was warm and the sky was blue.
  One bright morning | The birds were singing in the trees.
  One fine morning | The grass was still wet and the air was fresh.
  One windy day | The wind was {playing with|blowing through} the leaves.
  One warm afternoon | White clouds were moving slowly over the hills.
  One quiet afternoon | The air was {soft|warm} and {smelled of flowers|still}.
  One spring day | New flowers were growing everywhere.
  One summer day | It was warm, and there were {no|only a few} clouds in the sky.
  One autumn day | Red and yellow leaves were falling from the trees.

rule once
- Once there <be:A> [A.intro], who lived [A.home].
- Once upon a time, [A.intro] lived [A.home].
- There once <be:A> [A.intro]. [A.he] lived [A.home].
- [A.intro] lived [A.home].
- [A.home], there lived [A.intro].

rule oh
- Oh no
- Oh dear

rule sad
- [A] <feel> {very|so} sad.
- [A] <sit> down and <begin> to cry.
- [A] <want> to cry.
- [A.s] [A.heart] <be:A> heavy.

rule thanks
- "Thank you, [B.name]!" <say> [A.name]. "You are {so|very} kind."
- "Thank you, [B.name]," <say> [A.name]. "You are the best [B.kind] in the world."
- [A] <thank> [B.o] {again and again|with all [A.his] [A.heart]}.
- [A] <give> [B.o] a big hug. "Thank you!" [A.he] <say>.
- "[A.I] could not have done it without you," [A] <tell> [B.o].

rule welcome
- [B] <smile>. "I am always glad to help," [B.he] <say>.
- [B] only <laugh> and <say>, "You would do the same for me."
- "You are welcome," <say> [B.name] with a smile.
- "It was nothing," <say> [B.name], but [B.his] eyes were shining.

rule joy
- [A] <jump> for joy.
- [A] <be:A> so happy that [A.he] <laugh> out loud.
- [A.s] [A.face] <be:A> bright with joy.
- [A] <dance> {around|in a circle}.
- [A] <can> not stop smiling.

rule homeward
- Then they {<walk>|<go>} home {side by side|in the evening light|together|before it was dark}.
- The sun was going down when they <come> home.
- They <talk> and <laugh> all the way home.
- They <sing> a {song|happy song} on the way home.

rule supper
- That evening they <sit> by the fire and <eat> {warm soup|bread and honey|a big pie} together.
- At home there was {warm soup|fresh bread|hot tea|a sweet cake} for {everyone|both of them}.
- They <eat> {warm soup|bread and honey|a big pie} together and <talk> about the day.

rule night
- That night [A] <sleep> very well.
- That night [A] <fall> asleep with a smile on [A.his] [A.face].
- When the {moon|first star} came out, [A] <be:A> already asleep.
- That night [A] <lie> in bed and <think> about the day. It had been a very good day.

rule friends
- From that day on they were {good|best|true} friends.
- After that, they <play> together {every day|every afternoon|all summer}.
- And they stayed friends for {ever|a long, long time}.
