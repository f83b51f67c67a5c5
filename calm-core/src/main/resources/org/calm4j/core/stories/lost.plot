# The hero loses a thing and finds it with a helper.
hero: child child animal pair
helper: friend friend sibling elder
thing toy: treasure
thing field: place
table spot other: where
  under a bench
  behind a big rock
  in the tall grass
  under a bush
  under some leaves
  between two old trees
  next to the path
table why: how
  A bird had carried [toy.them] away
  The wind had blown [toy.them] away
  A little dog had been playing with [toy.them]
  [A] had put [toy.them] down there and forgotten all about it
---
- [$once] [A.his] favorite thing was [a+ toy].
- [$once] [A] had [a+ toy] and <take> [toy.them] everywhere.
- [A] had [a+ toy]. It was a gift, and [A.he] <love> [toy.them] more than anything.

- [day.when], [A] <take> [the toy] [to field].
- [day.when], [A] <go> [to field] with [A.his] [toy].

? [day.sky]

- [A] <run> and <play> until [A.he] <be:A> tired. But when it was time to go home, [the toy] <be:toy> gone.
- [A] <fall> asleep under a tree. When [A.he] <wake> up, [the toy] <be:toy> gone.
- [A] <stop> to look at a {butterfly|frog|nest}. When [A.he] <turn> around, [the toy] <be:toy> gone.
- [A] <meet> some {other children|friends}, and they <play> all {day|afternoon}. Then [A] <see> that [the toy] <be:toy> gone.
---
- "[$oh]!" <cry> [A.name]. "Where <be.s:toy> [A.my] [toy]?"
- "[A.my] [toy] <be.s:toy> gone!" <cry> [A.name].
- "[$oh]!" [A] <say>. "[A.I] have lost [A.my] [bare+ toy]."

- [A] <look> [other.where], but [toy.it] <be:toy> not there.
- [A] <look> everywhere, but [A.he] <can> not find [toy.them].
- [A] <look> [other.where]. There was {nothing|only a {snail|frog|cat}}.

? [$sad]

- Then [B] <come> along the path. "Why are you so sad?" [B.he] <ask>. "[A.I] can not find [A.my] [toy]," <say> [A.name].
- [B] <hear> [A.o] and <come> to help. "Do not be sad," [B.he] <say>. "We will find [toy.them] together."
- [A] <run> to [B.o] and <tell> [B.him] everything. "Do not cry," <say> [B.name]. "Two can look better than one."

- They <walk> back [to field] and {<look>|<search>} [spot.where]. There [toy.it] <be:toy>!
- Together they <look> {everywhere|behind every tree|under every bush}. At last they <find> [the+ toy] [spot.where].
- After a while [B] <call>, "Look over there!" ^[the toy] <be:toy> lying [spot.where].

? [why.how].
---
- [$thanks] [$welcome]
- [$joy] [$thanks]
- [$joy] [$welcome]

- [$homeward]
- [$supper]
- After that, [A] never <lose> [A.his] [toy] again.
- From then on, [A] always <take> good care of [A.his] [toy].

? [$night]
