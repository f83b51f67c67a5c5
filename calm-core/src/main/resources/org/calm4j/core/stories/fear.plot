# The hero is afraid of something and learns to be brave.
hero: child
helper: friend sibling elder
table fear: of | why | when | trick | test | end
  the dark | In the dark every {coat|chair|tree} looked like a big bear | One {night|dark night|windy night} the lamp went out | Count to ten and look again | [A] <count> to ten and <look> again. The bear was only {an old coat|a chair} | [A] <know> that there was nothing there
  the storm | The wind was so loud at night | One night there was a big storm | Sing a song, as loud as you can | [A] <sing> a {happy|funny} song, louder and louder | the storm was gone, and the stars came out
  deep water | It was so dark down there | {One summer day|One warm day} everyone went to the {lake|river} | Hold my hand and take one small step | [A] <take> one small step, and then one more. Soon the water was up to [A.his] nose, and it was fun | [A] <can> play in the water with all the others
  the old bridge | It was so long and so high | {One day|One windy day} there was no other way home | Look at me and not at the water | [A] <look> straight at [B.name] and <go> step by step | [A.he] <be:A> on the other side
  the big dog next door | It was so {loud|big|strong} | One {day|morning} the dog sat right on the path | Stand still and give it your hand | [A] <stand> very still. The dog <look> at [A.o] and <begin> to play | [A] had a new friend
  high trees | The ground was so far away | One {day|windy day|morning} [A.s] {kitten|kite|hat} was up in a tree | Hold on with both hands and do not look down | [A] <climb> from branch to branch, up and up | [A.he] <be:A> back on the ground
---
- [$once] [A.he] <be:A> afraid of one thing only, and that was [fear.of].
- [$once] [A.he] could do many things, but [A.he] <be:A> afraid of [fear.of].
- [A] <be:A> {very|so} afraid of [fear.of].

- [fear.why].

- [fear.when].
---
- "I can not do it," [A.said]. "I am too afraid."
- [A.s] heart <beat> like a drum. "I am so afraid," [A.said].
- [A] <want> to run away and hide {under the bed|behind a tree|behind the house}.
- [A] <close> [A.his] eyes. "Please help me!" [A.cried].

- [B] <take> [A.o] by the hand. "I was afraid of it too," [B.said]. "[fear.trick]."
- [B] did not laugh at [A.o]. "We are all afraid of something," [B.said]. "[fear.trick]."
- Then [B] <come> and <stand> next to [A.o]. "I will tell you something," [B.said]. "[fear.trick]."

? "Will you stay with me?" [A.asked]. "Yes, I will stay," [B.said].

? [A] <think> about it for a {while|long time}. Then [A.he] <take> a deep breath.
---
- [fear.test]. [$atlast] [fear.end].
- So [A] <try> it. [fear.test]. [$soon] [fear.end].

- "You did it, [A.name]!" [B.said]. "I knew you could."
- [B] <laugh> for joy. "How brave you are!" [B.said].
- "That was not so bad," [A] <tell> [B.o].

- [$joy]
- [$thanks]
- From that day on, [A] <be:A> not afraid of [fear.of] any more.
- [A] <be:A> still a little afraid of [fear.of], but now [A.he] <know> what to do.

? That night [A] <sleep> very well.
