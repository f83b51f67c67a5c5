# Two want the same thing, it breaks, and they make peace.
hero: child child animal
helper: friend sibling
thing toy: toy
table wait: till
  sat under a tree, all alone
  went home and closed the door
  looked out of the window for a long time
  kicked a stone along the road
---
- [day.when], [A] and [B.intro] <find> [a+ toy] in {an old box|the grass|the garden}.
- [$once] [day.when], [A.he] and [B.intro] were playing with [a+ toy].
- [A] had [a+ toy]. [day.when], [B] <come> to play.

- "It is my turn!" <say> [A.name]. "No, it is mine!" <say> [B.name].
- "I want to have [toy.them]!" <say> [A.name]. "But I want [toy.them] now!" <say> [B.name].
- They both <want> to play with [toy.them] at the same time. "Give [toy.them] to me!" <cry> [B.name].

- [A] <pull> on one side, and [B] <pull> on the other. Crack! [the toy] <be:toy> broken.
- They <pull> and <pull>, until [the toy] <break> in two.
- They <push> and <pull>. Then [the toy] <fall> to the ground and <break>.
---
- "This is all your fault!" <shout> [A.name]. "I will never play with you again!" And [A.he] <run> away.
- "Look what you did!" <cry> [B.name]. "You did it," <say> [A.name], and [A.he] <walk> away.
- They were both very angry. They did not say a word and <go> home.

- [A] [wait.till]. It was no fun to be alone.
- [A] [wait.till]. [A] <miss> [B.o] very much.
- [A] <try> to play with something else, but it was not the same.

? "Maybe it was my fault too," [A.he] <think>.

- So [A.he] <take> some glue and <go> to [B.o].
- The next morning, [A] <go> to look for [B.o].
- After a while, [A.he] <hear> steps. It was [B.name].
---
- "I am sorry," <say> [A.name]. "I am sorry too," <say> [B.name].
- They <look> at each other. "I am sorry," they both <say> at the same time, and then they <laugh>.
- "I was not nice to you," <say> [A.name]. "I am sorry." [B] <give> [A.o] a hug.

- Then they <sit> down and <fix> [the toy] together.
- Together they <put> [the toy] back together, piece by piece.
- They <work> all {afternoon|morning} until [the toy] <be:toy> {as good as new|whole again}.

- "You can have the first turn," <say> [B.name]. "No, you first," <say> [A.name].
- "Let us {share|take turns}," <say> [A.name]. "That is more fun," <say> [B.name].
- From then on, they <take> turns.

- [$friends]
- A toy can break, but a good friend is hard to find.
- They never <fight> about a toy again.
