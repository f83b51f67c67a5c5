# Seeds, waiting, and a harvest.
hero: child child pair animal
helper: friend sibling elder
thing crop: crop
table trouble: advice | do
  They need more water | <carry> water from the {river|lake} {every day|every morning|every evening}
  They need more sun | <cut> the long branches over the garden
  There are too many stones | <carry> out the stones, one by one
  You must keep the birds away | <put> an old {hat|coat} on a {long|tall|big} stick
---
- One {spring day|morning in spring|day in spring}, [A] <get> a {small|little|brown} {bag|box} of seeds from [B.intro]. "Put them into the ground and wait," [B.said].
- [$once] In spring, [A.he] <find> some seeds in {an old|a little|a brown} {box|bag|cup}.
- In spring, [A] <want> to grow [crop.many]. [A] <buy> some seeds at the market.

- [A] <dig> a {small|little} garden {behind the house|by the river|next to the path} and <put> the seeds into the ground.
- [A] <put> the seeds into the {soft|warm|brown} ground and <give> them some water.

- [A] <wait> and <wait>. A week <go> by, but nothing <come> up.
- Every {morning|day|evening} [A] <look>, but there was nothing to see.
- {Many days|Two weeks} <go> by, and nothing <grow>.
---
- "Why do [A.my] [crop.many] not grow?" [A] <ask> [B.o].
- "[A.I] did something wrong," [A] <tell> [B.o].
- [$sad] Then [B] <come> [$path].

- [B] <look> at the garden and <smile>. "[trouble.advice]," [B.said].
- [B] <look> at the ground for a {while|long time}. "[trouble.advice]," [B.said]. "And you must wait a little."

- So [A] [trouble.do].
- After that, [A] [trouble.do].

? It was hard work, but [A.he] did not stop.

- Then, one {warm|sunny|bright|fine} morning, there was something {small and green|green} in the garden. [A] <jump> for joy.
- {One day after the rain|Then, one {warm|sunny|bright|fine} day}, [A] <see> the first green leaves.
- [$atlast] the first {small|little} leaves <come> out of the ground.
---
- All summer the garden <grow> and <grow>. In autumn it was full of [crop.many].
- In autumn there were more [crop.many] than [A] <can> count.
- The summer was {warm|long and warm}, and in autumn the whole garden was full of [crop.many].

- [A] <give> the {biggest|best} [crop.one] to [B.o].
- [A] <put> the {biggest|best} [crop.many] into a basket and <take> them [$path] to [B.o].
- "These are for you," [A.said], and [A.he] <give> [B.o] a basket full of [crop.many].

- "You see?" [B.said]. "Good things take time."
- "You did all the work, [A.name]," [B.said].
- [$welcome]

- [$joy]
- And [A] <keep> some seeds for the next spring.
- There were [crop.many] for {everyone|the whole [A.land]}.
