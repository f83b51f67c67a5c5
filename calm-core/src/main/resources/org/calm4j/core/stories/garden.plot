# Seeds, waiting, and a harvest.
hero: child child pair animal
helper: friend sibling elder
thing crop: crop
table trouble: what | advice | do
  The ground was too dry | The seeds are thirsty. They need water | <carry> water from the well every day
  The garden had too little sun | They need more sun | <cut> the long branches that hung over the garden
  There were {weeds|stones} everywhere | They need more room | <pull> them all out and <dig> the ground again
  The birds had eaten half of the seeds | You need something to keep the birds away | <put> an old hat and a coat on a stick
---
- One spring day, [B.intro] <give> [A.o] a {small|little} bag of seeds. "Put them into the ground and see what comes," [B.he] <say>.
- [$once] In spring, [A.he] <find> some seeds in an old {box|bag|cup}.
- In spring, [A] <want> to grow [crop.many]. [A] <buy> some seeds at the market.

- [A] <dig> a small garden behind the house and <put> the seeds into the ground.
- [A] <put> the seeds into the soft brown ground and <give> them some water.

- [A] <wait> and <wait>. A week <go> by, but nothing <happen>.
- Every morning [A] <look>, but there was {nothing to see|only brown earth}.
- Days <go> by, and nothing <grow>.
---
- "Why do they not grow?" [A] <ask> [B.o].
- "[A.I] must have done something wrong," <say> [A.name] to [B.o].
- [$sad] Then [B] <come> into the garden.

- [B] <look> at the garden and <smile>. "[trouble.advice]," [B.he] <say>. "And you must wait a little."
- [B] <touch> the earth with one finger. "[trouble.advice]," [B.he] <say>.

- So [A] [trouble.do].
- After that, [A] [trouble.do].

? It was hard work, but [A.he] did not give up.

- Then, one morning, there was something green. [A] <shout> for joy.
- One day after the rain, [A] <see> the first green leaves.
- And at last the first small leaves <come> out of the earth.
---
- All summer long the plants <grow> and <grow>. In autumn there were {many|so many} [crop.many].
- In the end there were more [crop.many] than [A.he] <can> count.
- The plants <grow> higher than the {fence|wall}, and they were full of [crop.many].

- [A] <give> the {biggest|best} [crop.one] to [B.o].
- [A] <put> the {biggest|best} [crop.many] into a basket and <take> them to [B.o].
- "These are for you," <say> [A.name], and [A.he] <give> [B.o] a whole basket.

- "You see," <say> [B.name]. "Good things take time."
- "I only told you what to do," <say> [B.name]. "You did all the work."
- [$welcome]

- [$joy]
- And [A] <keep> some seeds for the next spring.
- There was enough for everyone in the village.
