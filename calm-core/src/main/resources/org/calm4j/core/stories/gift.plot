# It is the helper's birthday, and the hero makes a gift.
hero: child child pair animal
helper: friend sibling elder
table gift: what | from | make | wrong | mend | use
  a warm scarf | a ball of {red|blue|green} wool | <sit> by the window and <knit> | the wool was in one big knot | pulled the knot open, bit by bit | put the scarf on at once and wore it all day
  a picture | some paint and a big piece of paper | <paint> a house, a tree and a yellow sun | a {drop|cup} of water fell on it | painted a blue lake over the wet spot | put the picture on the wall, over the bed
  a little box | some wood and a few nails | <cut> the wood and <put> it together | the box would not close | made the lid a little smaller | put a ring and a shell into the box
  a birthday cake | flour, eggs and honey | <mix> everything in a big bowl | the cake came out flat | covered it with cream and berries | ate two big pieces of the cake
  a song | an old drum | <think> of the words and <sing> them to the drum | one line did not sound right | found a better word for it | wanted to hear the song again and again
  a necklace | shells from the beach | <put> the shells on a string, one by one | the string broke and the shells fell on the floor | picked up every shell and used a stronger string | wore the necklace to the party
---
- It was almost [B.intro]'s birthday, and [A] had no gift.
- The next day was the birthday of [B.intro]. [A] <want> to give [B.him] something {nice|special}.
- [$once] It was almost the birthday of [B.intro].

- [A] <look> into [A.his] box, but there was {no money|only one coin} in it.
- [A] <go> to the shop, but everything there cost too much.
- There was no money for a gift.

- "Then [A.I] will make something," [A] <think>. "[A.I] will make [gift.what]!"
- Then [A] <have> an idea. "[A.I] can make [gift.what]," [A.he] <say>.
---
- [A] <find> [gift.from]. Then [A.he] [gift.make].
- All [A.he] <have> was [gift.from]. [A] [gift.make].

- But {then|in the end} [gift.wrong].
- Everything <go> well, until [gift.wrong].

- "[$oh]!" <cry> [A.name]. "Now it is {no good|all wrong}."
- [$sad]
- "[$oh]!" <say> [A.name]. [A] <want> to give up.

- But [A.he] did not stop. [A] [gift.mend].
- [A] <think> for a while. Then [A.he] [gift.mend].
- [A] <take> a deep breath and [gift.mend].

- It <take> {the whole evening|a long time}, but at last [gift.what] was ready.
- It was late when everything was ready.
---
- The next {morning|day}, [A] <go> to [B.o] and <say>, "Happy birthday! [A.I] made [gift.what] for you."
- On the birthday, [A] <run> to [B.o]. "Happy birthday, [B.name]!" [A.he] <cry>. "This is for you."
- At the party, [A] <wait> until all the others had given their gifts. "[A.I] made [gift.what] for you," [A.he] <say>.

- [B] [gift.use].
- [B.s] eyes were shining. [B] [gift.use].
- [B] could not say a word at first. Then [B.he] [gift.use].

- "This is the {best|nicest} gift of all," <say> [B.name]. "You made it for me."
- "Did you make it all for me?" <ask> [B.name]. "It is wonderful!"
- "Nobody ever made a gift for me before," <say> [B.name].

- [$joy]
- And [A] <know> that the best gifts do not come from a shop.
- Then everyone <sing> and <dance> until the stars came out.
