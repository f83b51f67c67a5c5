# Someone is new and shy.
hero: child child animal
helper: stranger
table place: from | now
  a big town | in the village
  a town far away | in the village
  the other side of the sea | in the village
  the other side of the forest | by the {lake|river}
table game: name | need
  hide and seek | one more to look for us
  ball | one more to play with us
  school | one more to be the teacher
table gift: what
  {an|a red|a green|a sweet} apple
  a {warm|sweet|little} cake
  a {red|blue|green|white} paper {boat|bird|hat}
  a {red|blue|green|white} stone
---
- [$once] [$day], [B.intro] <come> from [place.from] to live there too.
- [B.intro] was new [place.now]. [B.he] had <come.pp> from [place.from] and did not know anybody.
- [$day], there was somebody new [place.now]. It was [B.intro], who <come> from [place.from].

- [B] was very {quiet|shy}. When the others <play>, [B.he] <stand> {under a tree|by the wall|by the door} and only <look> at them.
- [B] <sit> alone {under a {tall|big|old} tree|by the {lake|river}} and did not say a word.
- Nobody <talk> to [B.o], and [B.he] was too shy to ask.
---
- [A] <see> [B.o] there, and [A.he] <feel> sad.
- [A] <look> over to [B.o]. "It is no fun to be alone," [A.thought].
- "Why is [B.name] always alone?" [A.thought].

- So [A] <take> [gift.what] and <go> over to [B.o]. "This is for you," [A.said].
- [A] <go> over to [B.o]. "I am [A.name]," [A.said], and [A.he] <give> [B.o] [gift.what].
- [A] <sit> down next to [B.o] and <give> [B.him] [gift.what].

- [B] did not say {a word|anything}. Then [B.he] <smile> a little.
- "Thank you, [A.name]," [B.said] in a {soft|small|quiet} voice.
- [B] <smile> a little. "I am [B.name]," [B.said].

- "Do you want to play [game.name] with us?" [A.asked]. "We need [game.need]."
- "Come and play [game.name]," [A.said]. "We need [game.need]."
---
- So they all <play> [game.name] {in the {garden|meadow|park}|by the {lake|river}}, and [B] was very good at it.
- So [A.both] <run> [$path] to the others, and they <play> [game.name] all {day|afternoon}.
- [B] <run> and <laugh> and was not shy any more.

- Then [B] <show> them a {funny|strange|new} {game|dance|song} from [B.his] old home.
- After that, [B] <tell> them {a long|a funny|a strange} story about [B.his] old home.

- "Will you come again tomorrow?" [A.asked]. "Yes!" [B.said] at once.
- That evening [B] <tell> [B.his] mother about [A.name]. "I have a friend," [B.said].

- [$friends]
- And nobody was alone any more.
