# A way to someone who waits, with something in the way.
hero: child child pair animal
helper: elder
thing fruit: fruit
table gift: what
  a basket of [fruit.many]
  a pot of honey
  some fresh bread
  a warm pie
  a bag of nuts
table block: what | wish | help
  a tree had fallen over the path | If only [A.I] were bigger | a big bear <come> and <push> the tree away
  the bridge over the stream was broken | If only [A.I] had wings | a {horse|white horse} <come> and <carry> [A.o] through the water
  the path went left and right | Which way is it? | a little bird <fly> down and <show> [A.o] the way
  there was fog, and the path was gone | Where [A.am] [A.I]? | an old {deer|owl} <come> and <lead> [A.o] through the trees
  the gate was closed | How can [A.I] get in? | a {squirrel|mouse} <find> the key under a stone
---
- [day.when], [A] <want> to visit [B.intro], who lived on the other side of the forest.
- [$once] [day.when], [A.he] <go> to see [B.intro], who lived far away behind the hills.
- [B.intro] lived on the other side of the hill. [day.when], [A] <want> to see [B.him].

- [A] <take> [gift.what] and {a warm coat|a map} and <go> on [A.his] way.
- [A] <put> [gift.what] into a bag and <begin> to walk.
- "[A.I] will bring [B.him] [gift.what]," <say> [A.name], and off [A.he] <go>.

? [day.sky]
---
- [A] <sing> as [A.he] <walk>. But after an hour, [block.what].
- The path <go> through the dark trees. Then [block.what].
- Everything <go> well until noon. Then [block.what].

- "[block.wish]," <say> [A.name].

- [$sad] "[B.name] will wait for [A.me]," [A.he] <think>.
- [A] <stand> there and did not know what to do.
- [A] <look> to the left and to the right, but there was nobody.
- "Is anybody there?" [A] <call>.

- Then [block.help].
- But [A.he] did not have to wait for long. Soon [block.help].

- "Thank you!" <say> [A.name]. "How can [A.I] thank you?" "Just be kind to the next one," was the answer.
- [A] <thank> [A.his] new friend and <share> some of the food.
- "Thank you!" <say> [A.name], and [A.he] <wave> for a long time.
---
- At last [A.he] <see> the little house. Smoke <come> from the roof, and [B] <stand> at the door.
- Before it was dark, [A] <come> to the house and <knock>. [B] <open> the door.

- "There you are!" <say> [B.name]. "I was beginning to worry."
- "What a {nice|lovely} surprise!" <say> [B.name], and [B.he] <give> [A.o] a big hug.

- They <sit> by the fire, and [A] <tell> [B.o] everything that had happened on the way.
- They <eat> together, and [B] <tell> [A.o] stories from long ago.
- [A] <give> [B.o] [gift.what]. "This is just what I wanted," [B.he] <say>.

- "A long way is short when you have friends," <say> [B.name].
- Outside the {wind <blow>|rain <fall>|stars <come> out}, but in the house it was warm.
- [$night]
