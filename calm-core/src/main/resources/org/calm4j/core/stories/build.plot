# The hero builds something; the first attempt fails.
hero: child child animal pair
helper: friend sibling elder
table work: what | parts | fail | need | fix | use
  a tree house | some old boards | the boards fell down | rope | They <tie> every board to the tree | they <sit> high up in the leaves and <look> at the whole world
  a raft | some old logs | the raft came apart in the water | rope | They <tie> the logs together, one by one | they <sail> across the lake
  a swing | a board and some string | the string broke at once | a strong rope | They <put> the rope over a thick branch | they <take> turns on the swing and <fly> high into the air
  a kite | some paper and two sticks | the kite fell on its nose | a long tail | They <tie> the tail to the kite | the wind <take> the kite, and it <dance> over the trees
  a cart | a box and some wheels | a wheel fell off | longer nails | They <fix> the wheels with the nails | they <ride> down the hill in the cart and <shout> for joy
  a bird house | some old boards | the roof was full of holes | more boards | They <cut> the boards and <close> every hole | a little bird <move> in with its nest
  a bridge over the stream | some branches | the bridge fell into the water | two big logs | They <pull> the logs across the stream | they <walk> over the bridge with dry feet
---
- [$once] [A.he] <love> to make things.
- [$once] [A.he] always had a {new|good} plan.
- [A] <love> to make things.

- [day.when], [A] <want> to build [work.what].
- [day.when], [A] <say>, "Today [A.I] will build [work.what]!"
- [day.when], [A] <have> a {wonderful|good|big} idea. [A.he] <want> to build [work.what].

- [A] <find> [work.parts] and <begin> to work.
- [A] <get> [work.parts] and a hammer. [A] <work> all morning.
- [A] <look> around and <find> [work.parts]. Then [A.he] <work> and <work>.

- But when [A.he] <try> it, [work.fail].
- At last it was done. But then [work.fail].
- It <look> very fine, but soon [work.fail].
---
- "[$oh]!" <say> [A.name]. "[A.I] will never {finish it|learn this|get it right}."
- "It is no good," <say> [A.name] {sadly|and <sit> down on the ground}.
- [$sad]

- [B] <come> to see what was wrong. "You only need [work.need]," [B.he] <say>. "Let us try again."
- Then [B] <come> by and <look> at it for a {long time|while}. "I know what to do," [B.he] <say>. "You need [work.need], and I have some at home."
- [A] <go> to [B.o] and <ask> for help. "I think you need [work.need]," <say> [B.name]. "I will help you."
- [A] <tell> [B.o] about it. "Everyone fails the first time," <say> [B.name]. "Come, we will get [work.need]."

- [work.fix]. It was hard work, but they did not stop.
- [work.fix]. This time it was strong.
- They <work> side by side. [work.fix].

- Soon [work.use].
- When it was done, [work.use].
- Before the sun <go> down, [work.use].
---
- [$thanks]
- [$joy]
- "We did it!" they <shout>.

- "Next time we will build {something bigger|a castle|a ship}," <say> [B.name], and they both <laugh>.
- [$welcome]
- [$homeward]
- "It is good to work with a {friend|helper} like you," <say> [A.name].

? [$night]
