# The hero loses a thing and finds it with a helper.
hero: child child animal pair
helper: friend friend sibling elder
thing toy: treasure
thing field: place
table spot other: where
  under a bush
  behind a big stone
  in the tall grass
  under some leaves
  between two old trees
  next to the path
  on a branch of a small tree
table why: how
  A bird had <carry.pp> [toy.them] away
  The wind had <carry.pp> [toy.them] away
  A little dog had <be.pp> <play.ing> with [toy.them]
---
- [$once] [A.he] had [a+ toy] and <take> [toy.them] everywhere.
- [$once] [A.he] had [a+ toy], and [A.he] <love> [toy.them] very much.
- [A] had [a+ toy]. It was a gift from [B.intro], and [A] <love> [toy.them] very much.

- [$day], [A] <take> [the toy] [to field].
- [$day], [A] <go> [to field] with [A.his] [bare+ toy].

? [$sky]

- [A] <run> and <play> until [A.he] <be:A> tired. But when it was time to go home, [the toy] <be:toy> gone.
- [A] <fall> asleep under a {big|old|tall} tree. When [A.he] <wake> up, [the toy] <be:toy> gone.
- [A] <stop> to look at a {little|small|green|brown} {frog|nest|bird}. When [A.he] <turn> around, [the toy] <be:toy> gone.
- [A] <meet> some {other children|friends}, and they <play> all {day|afternoon}. Then [A] <see> that [the toy] <be:toy> gone.
---
- "[$oh]!" [A.cried]. "Where <be.s:toy> [A.my] [toy]?"
- "[A.my] [bare+ toy] <be.s:toy> gone!" [A.cried].
- "[$oh]!" [A.said]. "[A.I] have <lose.pp> [A.my] [bare+ toy]."

- [A] <look> [other.where], but [toy.it] <be:toy> not there.
- [A] <look> everywhere, but [A.he] <can> not find [the+ toy].
- [A] <look> [other.where]. There was only a {little|small|brown} {frog|bird|mouse}.

? [$sad]

- Then [B] <come> [$path]. "Why are you so sad?" [B.asked]. "[A.I] can not find [A.my] [toy]," [A.said].
- [B] <hear> [A.o] and <come> [$path] to help. "Do not be sad," [B.said]. "We will find [toy.them] together."
- [A] <run> [$path] to [B.o] and <tell> [B.him] everything. "Do not cry," [B.said]. "We will find your [toy]."

- Together [A.both] <look> [spot.where]. There [toy.it] <be:toy>!
- [$atlast], [A.both] <find> [the+ toy] [spot.where].
- [$soon], [B] <call>, "Look over there!" ^[the+ toy] <be:toy> <lie.ing> [spot.where].

? [why.how].
---
- [$thanks] ^[$welcome]
- [$joy] [$thanks]
- [$joy] [$welcome]

- [$homeward]
- [$supper]
- After that, [A] never <lose> [A.his] [toy] again.
- From then on, [A] always <take> good care of [A.his] [bare+ toy].

? [$night]
