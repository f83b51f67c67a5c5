# Two want the same thing, it breaks, and they make peace.
hero: child child animal
helper: friend sibling
thing toy: toy
table wait: till
  <sit> under a {big|old|tall} tree, all alone
  <go> home and <close> the door
  <look> out of the window for a long time
  <walk> [$path], all alone
---
- [$day], [A] and [B.intro] <find> [a+ toy] in {an old box|the grass|the garden}.
- [$once] [$day], [A.he] and [B.intro] were <play.ing> with [a+ toy].
- [A] had [a+ toy]. [$day], [B] <come> [$path] to play.

- "I want to have [the toy]!" [A.said]. "But I want [toy.them] too!" [B.said].
- They both <want> to play with [the+ toy] at the same time. "Give [toy.them] to me!" [B.cried].
- "I want to play with [the+ toy]," [B.said]. "No, I want to play with [toy.them]!" [A.said].

- [A] <pull> on one side, and [B] <pull> on the other. Then [the+ toy] <break> in two.
- They <pull> and <pull>, until [the+ toy] <break> in two.
- They <push> and <pull>. Then [the+ toy] <fall> to the ground and <break>.
---
- "I will never play with you again!" [A.cried], and [A.he] <run> away [$path].
- "Look what you did!" [B.cried]. "You did it," [A.said], and [A.he] <walk> away [$path].
- They were both very angry. They did not say a word and <go> away.

- [A] [wait.till]. It was no fun to be alone.
- [A] [wait.till]. [A] <want> to see [B.o] again.
- [A] <try> to play with {a ball|something else|an old drum}, but it was not the same without [B.name].

? "That was not nice of me," [A.thought].

- So [A] <take> some glue and <go> [$path] to [B.o].
- The next morning, [A] <go> [$path] to look for [B.o].
- [$soon], [B.name] <come> [$path].
---
- "I am sorry," [A.said]. "I am sorry too," [B.said].
- They <look> at each other. "I am sorry," they both <say>, and then they <laugh>.
- "I was not nice to you," [A] <say>. "I am sorry." [B] <give> [A.o] a {big|long} hug.

- Then [A.both] <sit> down {in the grass|by the window|under a tree} and <fix> [the+ toy] together.
- Together they <put> [the+ toy] back together, piece by piece.
- They <work> all {afternoon|morning} until [the+ toy] <be:toy> as good as new.

- "You can have [toy.them] first," [B.said]. "No, you first," [A.said].
- "We can both play with [toy.them]," [A.said]. "That is more fun," [B.said].

- After that, [A.both] <play> together every {day|afternoon}.
- [a toy] can break, but a good friend is hard to find.
- From then on, [A.both] always <play> side by side.
