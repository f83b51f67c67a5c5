# Coins are saved for a wish and spent on something better.
hero: child child animal
helper: friend sibling
thing ware: ware
table work: what
  <carry> water for the baker
  <feed> the chickens of the farmer
  <wash> the windows of the shop
  <pick> apples for the farmer
  <sweep> the floor of the mill
  <take> care of the baby next door
table need: what | thing | better
  had lost the money for the bread, and there was nothing to eat at home | a big loaf of bread and some cheese | <eat> it together in the warm kitchen
  had no shoes, and winter was near | a pair of warm shoes | <run> through the first snow together
  had a sick cat, and the medicine was expensive | the medicine | <see> how the cat <drink> its milk and <play> again
  had broken a window and could not pay for it | new glass for the window | <put> it in together
---
- At the market there was [a+ ware], and [A] <want> to have [ware.them] very much.
- [$once] In the window of a shop, [A.he] had seen [a+ ware]. It was all [A.he] <think> about.
- Every day [A] <stop> in front of the shop to look at [a+ ware].

- "[ware.it] <be.s:ware> ten coins," said the man in the shop. But [A.s] pockets were empty.
- But [ware.it] <cost> ten coins, and [A] had only one.

- So [A.he] <begin> to work. [A] [work.what] and <get> one coin every {day|time}.
- So every day after school, [A] [work.what]. For this [A.he] <get> a coin.

- The coins <go> into an old {cup|box|sock}. [A] <count> them every night.
- It <take> a long time, but at last there were ten coins in [A.his] bag.
---
- On market day, [A] <go> to buy [the ware]. On the way [A.he] <meet> [B.intro], who was crying.
- [A] <take> the money and <run> to the market. But at the corner [B.intro] <sit> on the ground with a sad face.

- "What is wrong?" <ask> [A.name]. [B] [need.what].
- [A] <ask> what had happened. [B] [need.what].

- [A] <look> at the coins in [A.his] hand. [A] <think> of [the+ ware]. Then [A] <think> of [B.o].
- It was not easy. [A] <want> [the+ ware] so much. But a friend is a friend.
- [A] did not have to think for long.

- "Come with me," <say> [A.name], and [A.he] <buy> [need.thing].
- [A] <go> into the shop and <come> out with [need.thing]. "This is for you," [A.he] <say>.
---
- [B] could not believe it. "But that was all your money!" [B.he] <say>. "I know," <say> [A.name], and [A.he] <smile>.
- "I will never forget this," <say> [B.name].
- [B] <throw> [B.his] arms around [A.o].

- Then they [need.better].
- That day they [need.better].

- A few weeks later, there was a box at [A.s] door. In it <be:ware> [the+ ware]! "From your friend [B.name]," said the letter.
- [A] still had no [bare+ ware], but [A.he] <be:A> happier than ever before.
- The man in the shop had seen it all. "Take [the ware]," he said. "You have paid with a good heart."

- [$joy]
- [$friends]
