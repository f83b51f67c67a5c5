# The hero builds something; the first attempt fails.
hero: child child animal pair
helper: friend sibling elder
table work: what | parts | fail | need | fix | use
  a tree house | some old boards | the boards fell down | some rope | <tie> every board to the {tree|branches} | <sit> high up in the tree and <look> over the whole [A.land]
  a boat | some old boards and a box | the boat was full of water | some warm wax | <close> every hole with wax | <go> out on the {lake|river} in the boat
  a swing | a board and some string | the string broke | a strong rope | <tie> the rope to a big branch | <fly> up and down on the swing
  a kite | some {red|blue|green|yellow} paper and two sticks | the kite fell on its nose | some string | <tie> a long string to the kite | <run> with the kite, and it <dance> over the {trees|hill|house}
  a bridge over the water | some branches | the bridge broke in two | two big boards | <put> the boards over the water | <walk> over the bridge, from one side to the other
  a little house for the birds | some old boards | the roof was full of holes | two more boards | <close> every hole in the roof | <see> how a {red|blue|yellow|brown} bird came to live in it
---
- [$once] [A.he] <love> to build things.
- [$once] [A.he] always had a {new|good|big} idea.
- [A] <love> to build things.

- [$day], [A] <want> to build [work.what].
- [$day], [A] <say>, "Today [A.I] will build [work.what]!"
- [$day], [A] <have> a {good|big|new} idea. "[A.I] will build [work.what]," [A.he] <think>.

- [A] <find> [work.parts] {in the garden|behind the house|under the bed} and <begin> to work.
- [A] <take> [work.parts] and <work> all {morning|day}.
- [A] <put> on [A.his] [$wear] and <find> [work.parts]. Then [A.he] <begin> to work.

- But when [A.he] <try> it, [work.fail].
- [$atlast] it was done. But then [work.fail].
- It <look> very good, but [$soon] [work.fail].
---
- "[$oh]!" [A.said]. "[A.I] will never {finish it|get it right}."
- "This is no good," [A.said] and <sit> down {in the grass|on the ground|on a stone}.
- [$sad]

- [B] <come> [$path] to see what was wrong. "You only need [work.need]," [B.said]. "Let us try again."
- Then [B] <come> [$path] and <look> at it for a long time. "I know what to do," [B.said]. "You need [work.need]."
- [A] <go> [$path] to [B.o] and <ask> for help. "I think you need [work.need]," [B.said]. "I will help you."
- [A] <tell> [B.o] about it. "You need [work.need]," [B.said]. "Come, we will do it together."

- Together [A.both] [work.fix]. It was hard work, but they did not stop.
- Then [A.both] [work.fix]. This time it was much better.
- They <work> side by side all {day|afternoon}. First they [work.fix].

- [$soon], [A.both] [work.use].
- When it was done, [A.both] [work.use].
- Before the sun <go> down, [A.both] [work.use].
---
- [$thanks]
- [$joy]
- "We did it!" [B.cried], and they both <dance> around and around.

- "{Tomorrow|Next time} we will build {something bigger|a big ship|a new house}," [B.said], and they both <laugh>.
- [$welcome]
- [$homeward]
- "It is good to work with you," [A] <tell> [B.o].

? [$night]
