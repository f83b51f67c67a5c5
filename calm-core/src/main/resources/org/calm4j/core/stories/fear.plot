# The hero is afraid of something and learns to be brave.
hero: child child animal
helper: friend sibling elder
table fear: of | why | when | trick | test | end
  the dark | In the dark every chair looked like a {monster|wolf} | One night the lamp went out | Count slowly to ten and look again | [A] <count> to ten and <look> again. The monster was only a {chair|coat} | the dark was soft and quiet
  thunder | It was so loud that the windows shook | One night there was a big storm | Sing a song as loud as you can | [A] <sing> louder and louder, until the thunder was only a drum for the song | the storm was over, and the stars came out
  deep water | It was so dark down there | One summer day everyone went to the lake | Hold my hand and take one small step | [A] <take> one small step, and then one more. Soon the water was up to [A.his] nose, and it was fun | [A] <swim> like a fish
  the old bridge | It was long and high above the river | One day [A.he] <have> to cross it | Look at me and not at the water | [A] <look> straight ahead and <go> step by step | [A.he] <be:A> on the other side
  the big dog next door | It had long teeth and a deep voice | One day it was sitting right on the path | Stand still and let it smell your hand | [A] <stand> very still. The dog <smell> [A.his] hand and <begin> to play | [A.he] had a new friend
  high places | The ground was so far away up there | One day [A.s] kitten was stuck in a tree | Hold on with both hands and do not look down | [A] <climb> slowly from branch to branch and <take> the kitten in [A.his] arm | they were both back on the ground
---
- [$once] [A.he] <be:A> afraid of one thing only, and that was [fear.of].
- [$once] [A.he] <be:A> {very|so} brave, but [A.he] <be:A> afraid of [fear.of].
- [A] <be:A> afraid of [fear.of].

- [fear.why].

- [fear.when].
---
- [A] <shake> from head to foot. "I can not do it," [A.he] <say>.
- [A.s] heart <beat> like a drum. "I am so afraid," [A.he] <say>.
- [A] <want> to run away and hide.
- [A] <close> [A.his] eyes. "Please help me!" [A.he] <cry>.

- [B] <take> [A.o] by the hand. "I was afraid of it too," [B.he] <say>. "[fear.trick]."
- [B] <be:B> there and did not laugh. "Everyone is afraid of something," [B.he] <say>. "[fear.trick]."
- Then [B] <sit> down next to [A.o]. "Shall I tell you a secret?" [B.he] <ask>. "[fear.trick]."

? "Will you stay with me?" <ask> [A.name]. "Of course," <say> [B.name].

? [A] <think> about it for a {while|long time}. Then [A.he] <take> a deep breath.
---
- [fear.test]. And then [fear.end].
- So [A] did it. [fear.test]. In the end, [fear.end].

- "You did it!" <say> [B.name]. "I knew you could."
- [B] <clap> [B.his] hands. "How brave you are!" [B.he] <say>.
- "That was not so bad," <say> [A.name], and [B] <smile>.

- [$joy]
- [$thanks]
- From that day on, [A] <be:A> not afraid of [fear.of] any more.
- [A] <be:A> still a little afraid of [fear.of], but now [A.he] <know> what to do.

? [$night]
