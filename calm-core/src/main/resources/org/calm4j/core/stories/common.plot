# What every plot can use.
rule day
- One {sunny|bright|fine|warm|quiet} {morning|afternoon|day}{| in spring| in summer| in autumn}
- One {windy|sunny|warm|fine} day{| in spring| in summer| in autumn}
- Early one {sunny|bright|quiet|fine} morning{| in spring| in summer| in autumn}

rule sky
- The sun was {warm|bright} and the sky was blue.
- The birds were <sing.ing> in the {trees|tall trees|green trees}.
- The air was {warm|fresh} and {soft|sweet}.
- There were only a few {small|little|white} clouds in the sky.
- The wind was <play.ing> with the {leaves|grass|clouds}.

rule once
- Once there <be:A> [A.intro], who lived [A.home].
- Once upon a time, [A.intro] lived [A.home].
- There once <be:A> [A.intro]. [A.he] lived [A.home].
- [A.intro] lived [A.home].
- [A.home], there lived [A.intro].

rule wear
- {old|new|red|blue|green|yellow|white|brown} {[A.hat]|[A.coat]|[A.scarf]}

rule soon
- soon
- after a while
- a little later
- before long

rule atlast
- at last
- in the end
- after a long time

rule path
- along the {path|road|river}
- over the hill
- across the {garden|meadow|road}
- through the {garden|meadow|trees}

rule food
- {warm|hot} soup
- {fresh|warm} bread and {honey|butter|cheese}
- {a big|a sweet|a warm|a little} {apple|plum|pear} {pie|cake}

rule oh
- oh no
- oh dear

rule sad
- [A] <feel> {very|so} sad.
- [A] <sit> down {in the grass|on the ground|on a stone} and <begin> to cry.
- [A] <want> to cry.
- [A.s] [A.heart] <be:A> heavy.
- There were tears in [A.s] eyes.

rule thanks
- "Thank you, [B.name]!" [A.said]. "You are {so|very} kind."
- "Thank you, [B.name]," [A.said]. "What would [A.I] do without you?"
- [A] <thank> [B.o] {again and again|with all [A.his] [A.heart]}.
- [A] <give> [B.o] a {big|long} hug.
- "[A.I] could not do it without you," [A] <tell> [B.o].

rule welcome
- [B] <smile>. "I am {always|so} happy to help," [B.said].
- [B] only <laugh>. "You would do the same for me," [B.said].
- "That was nothing," [B.said], but [B.his] eyes were bright.

rule joy
- [A] <jump> for joy.
- [A] <be:A> so happy that [A.he] <laugh> out loud.
- [A.s] [A.face] <be:A> bright with joy.
- [A] <laugh> and <dance> {for joy|around and around}.
- [A] <can> not stop smiling.

rule homeward
- Then [A.both] <walk> home [$path] {in the evening sun|before it was dark|side by side}.
- The sun was <go.ing> down when [A.both] <come> home.
- [A.both] <talk> and <laugh> all the way home.
- [A.both] <sing> a {little|happy|funny} song on the way home.

rule supper
- That evening [A.both] <sit> by the fire and <eat> [$food].
- At home there was [$food] for everyone.
- Then [A.both] <eat> [$food] and <talk> about the day.

rule night
- That night [A] <sleep> very well.
- That night [A] <fall> asleep with a smile on [A.his] [A.face].
- When the {moon|first star} came out, [A] <be:A> already asleep.
- That night [A] <lie> in bed and <think> of [B.o]. It had been a very good day.

rule friends
- From that day on, [A.both] were {good|best} friends.
- After that, [A.both] <play> together {every day|every afternoon|all summer}.
- And [A.both] stayed friends for a long, long time.
