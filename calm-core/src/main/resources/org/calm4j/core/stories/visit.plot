# A way to someone who waits, with something in the way.
hero: child child pair animal
helper: elder
thing fruit: fruit
table gift: what
  a basket of [fruit.many]
  a {big|little} pot of honey
  some {fresh|warm|sweet} bread
  a {warm|sweet|big} [fruit.one] {pie|cake}
table block: what | wish | help
  a {big|tall|old} tree was <lie.ing> over the path | "[A.I] can not push it away," [A.said] | a {big|brown} bear <come> and <push> the tree away
  the {old|little} bridge was <break.pp> | "The water is too deep," [A.said] | a {white|brown|big} horse <come> and <carry> [A.o] through the water
  the path <go> left and right | "Where is the right path?" [A.asked] | a {little|small|red|blue} bird <come> and <fly> in front of [A.o], all the way
  it was {so|very} dark, and the path was gone | "Where [A.am] [A.I]?" [A.asked] | {an old owl|an old horse|a little fox} <come> and <walk> in front of [A.o], all the way
  there was a {high|tall|long} wall, and the door was closed | "[A.I] can not open it," [A.said] | a {little|small|brown} mouse <find> the key under a stone
---
- [$day], [A] <want> to see [B.intro], who lived {on the other side of the {forest|hill|river}|far away in the forest}.
- [$once] [$day], [A.he] <want> to see [B.intro], who lived {on the other side of the {forest|hill|river}|far away in the forest}.

- [A] <take> [gift.what] and <begin> to walk [$path].
- [A] <put> on [A.his] [$wear] and <take> [gift.what] for [B.name].
- "[A.I] will bring [B.name] [gift.what]," [A.said], and [A.he] <begin> to walk.

? [$sky]
---
- [A] <sing> a {little|happy|funny} song on the way. But [$soon] [block.what].
- [A] <walk> and <walk> {along the {path|river}|over the hill|through the trees}. Then [block.what].
- Everything <go> well in the morning. Then [block.what].

- [block.wish].

- [$sad]
- [A] <look> around, but there was nobody.
- "Is anybody there?" [A.called].

- Then [block.help].
- But [A] did not wait for long. [$soon], [block.help].

- "Thank you!" [A.said]. "{You are so kind|You are very kind|That was very good of you}."
- [A] <thank> [A.his] new friend and <give> it some of the food.
---
- [$atlast] [A] <see> the {little|old|white} house and <run> to the door. [B] <come> out.
- Before it was dark, [A] <come> to the {little|old|white} house. [B] <open> the door.

- "There you are, [A.name]!" [B.cried], and [B.he] <give> [A.o] a {big|long} hug.
- "You came all this way!" [B.said].

- They <sit> by the fire, and [A] <tell> [B.o] everything about the way.
- They <eat> [$food] together, and [B] <tell> [A.o] a {long|funny|strange|old} story.
- [A] <give> [B.o] [gift.what]. "This is what I wanted," [B.said].

- "The way is not long if you have friends," [B.said].
- Then {the wind was loud|it was dark|the stars came out}, but in the house it was warm.
- [$night]
