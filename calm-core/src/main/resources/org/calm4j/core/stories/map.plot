# A map leads to a box.
hero: child child pair animal
helper: friend sibling
thing field: place
table found: where
  in an old book
  in a bottle on the beach
  under a loose board in the floor
  behind an old picture
  in the pocket of an old coat
table mark: from | steps
  the big oak tree | {ten|twenty} steps to the {north|south}
  the three stones | {ten|twenty} steps to the {east|west}
  the old well | {five|seven} long steps into the wood
  the broken gate | straight on until you hear water
table chest: what | say
  old toys | Some child had put them there a long time ago
  gold coins | There were enough for the whole village
  letters | They told the story of two friends who lived long ago
  shells and stones of every color | They were shining in the sun like stars
---
- [day.when], [A] <find> a map [found.where].
- [day.when], something strange <happen>. [A] <find> an old map [found.where].
- [$once] [day.when], [A.he] <find> a piece of paper [found.where]. It was a map.

- There was a red cross on it, and under the cross [A.he] <read>, "From [mark.from], [mark.steps]."
- The map <show> the way [to field]. "From [mark.from], [mark.steps]," it said.

- "A treasure!" <say> [A.name], and [A.he] <run> to [B.o].
- [A] <show> it to [B.o]. "Let us go and look," [B.he] <say> at once.
---
- They <take> a spade and some bread and <go> [to field].
- They <pack> a lamp, a spade and two apples. Then they <go> [to field].

- It was not easy to find [mark.from]. They <look> for a long time.
- Soon they <find> [mark.from].
- [B] was the first to see [mark.from]. "There!" [B.he] <call>.

- They <follow> the map and <begin> to dig.
- "Now we must follow the map," <say> [A.name]. They did, and then they <dig>.

- They <dig> and <dig>, but there was only {sand|earth}. 
- The ground was hard, and the sun was hot.

- "Maybe it is only a joke," <say> [B.name].
- "I am tired," <say> [B.name]. "Just a little more," <say> [A.name].
- "Are you holding the map the right way?" <ask> [B.name]. [A] <turn> it around, and they both <laugh>. They <try> another place.

- Then the spade <hit> something hard. It was a box!
- Suddenly there was a sound. Under the earth there was a box.
---
- Very slowly they <open> it. It was full of [chest.what]. [chest.say].
- The lid was heavy. Inside there were [chest.what]. [chest.say].

- "We will share everything," <say> [A.name].
- "What shall we do with it?" <ask> [B.name]. "We will share it with everyone," <say> [A.name].
- They <carry> the box home and <show> it to everyone.

- They <put> some of their own things into the box and <put> it back for the next one.
- But the best thing was the day that they had together.
- "Maybe there is another map," <say> [B.name], and their eyes were shining.

? [$homeward]
