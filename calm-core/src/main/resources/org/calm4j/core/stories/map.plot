# A map leads to a box.
hero: child child pair animal
helper: friend sibling
thing field: place
table found: where
  in an old book
  in an old {coat|hat|bag}
  under the bed
  behind an old picture
  under a big stone
table mark: from | steps
  the {biggest|oldest} tree | {ten|five|two} steps to the {left|right}
  the three stones | {ten|five|two} steps to the {left|right}
  the old {bridge|wall|mill} | {ten|five} long steps to the {left|right}
table chest: what | say
  old {drums and whistles|balls and whistles|drums and balls} | Some child had put them there a long time ago
  gold coins | There was one for everyone in the [A.land]
  {red|blue|white|green|yellow} stones | They were as bright as the stars
---
- [$day], [A] <find> an old map [found.where].
- [$once] [$day], [A.he] <find> an old map [found.where].

- On the map [A] <read>, "From [mark.from], [mark.steps]."
- The map <show> the way [to field]. "From [mark.from], [mark.steps]," it <say>.

- [A] <run> [$path] to [B.o]. "Let us go and look," [B.said] at once.
- [A] <show> it to [B.o]. "Let us go and look," [B.said] at once.
---
- They <take> some {bread|plums|apples} and a spade and <go> [to field].
- [A.both] <go> [to field], side by side.

- [A.both] <look> for [mark.from] for a long time.
- [$soon], [A.both] <find> [mark.from].
- [B] was the first to see [mark.from]. "There!" [B.called].

- They <count> the steps and <begin> to dig.
- "Now we must count the steps," [A.said]. Then they <begin> to dig.

? They <dig> and <dig>, but there was {nothing|only a stone|only an old cup}.

- "I am tired," [B.said]. "Only a little more," [A.said].
- "Look at the map again," [B.said]. [A] <turn> it around, and they both <laugh>. They <try> {next to a tree|on the other side}.

- Suddenly there was a {strange|loud} sound. There was a box in the ground!
- [$atlast], [A] <find> {an old|a big|a heavy} box in the ground.
---
- Slowly they <open> it. It was full of [chest.what]. [chest.say].
- [A.both] <open> the box. It was full of [chest.what]. [chest.say].

- "This is for you and me," [A] <tell> [B.o].
- "What will we do with it?" [B.asked]. "We will show it to everyone," [A.said].
- They <carry> the {box|heavy box} home and <show> it to everyone in the [A.land].

- But the best thing was the long day together [in field].
- "We will find another map some day," [B.said], and [A] <smile>.

? [$homeward]
