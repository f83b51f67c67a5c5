# It is the helper's birthday, and the hero makes a gift.
hero: child child pair animal
helper: friend sibling elder
table gift: what | from | make | wrong | mend | use
  a {red|blue|green|white} scarf | a big ball of wool | <sit> by the window and <work> until it was dark | the cat <play> with the wool, and everything was wrong | began again and closed the door | put the scarf on at once and <dance> around the room
  a picture | some {paper|old paper} and five colors | made a {red|blue|green|yellow} house, a tree and a big sun | a cup of water fell on it | made a blue lake out of the wet spot | put the picture on the wall over the bed
  a little box | some boards and a {red|blue|green|yellow} ribbon | <cut> the wood and <put> it together | the box would not close | <work> on it until it was right | put a ring and a white stone into the box
  a birthday cake | {honey|butter} and eggs | <put> everything into a big pot | the cake came out flat | put {berries|plums|apples} and honey on top | <eat> two big pieces of the cake
  a song | an old drum | <think> of some words and <sing> them to the drum | one line did not sound right | <find> {better|new} words for it | wanted to hear the song again and again
  a paper lamp | some {red|blue|green|yellow} paper and a little light | <cut> the paper and <put> it together | the paper broke in two | <cut> some more paper and <try> again | put the lamp in the window, where everyone could see it
---
- [A] <want> to give [B.intro] something {nice|beautiful} for [B.his] birthday.
- [$once] It was the birthday of [B.intro], and [A.he] had no gift.
- [A] <know> that the next day was the birthday of [B.intro].

- [A] <look> into [A.his] {old|little|red|blue} {bag|box}, but there was {no money|only one coin} in it.
- [A] <go> to the shop, but [A.he] had {no money|only one coin}.
- [A] had no money for a gift.

- "Then [A.I] will make something," [A.said].
- Then [A] <have> a {good|big|new} idea. "[A.I] can make something," [A.said].
- "[A.I] can make something for [B.him]," [A.he] <think>.

- [A] <find> [gift.from] {in the house|under the bed|in a basket}. Then [A.he] [gift.make].
- [A] had only [gift.from]. So [A.he] [gift.make].
---
- But {then|in the end} [gift.wrong].
- Everything <go> well, but then [gift.wrong].

- "[$oh]!" [A.cried]. "Now it is no good."
- [$sad]

- But [A.he] did not stop. [A] [gift.mend].
- [A] <think> for a {while|long time}. Then [A.he] [gift.mend].
- [A] <take> a deep breath and [gift.mend].

- It <take> {all evening|a long time|half the night}, but {at last|in the end} it was done.
- The {stars|moon and the stars} were in the sky when it was done.
---
- The next {morning|day}, [A] <go> [$path] to [B.o]. "Happy birthday, [B.name]!" [A.said]. "[A.I] made this for you."
- On the birthday, [A] <run> [$path] to [B.o]. "Happy birthday, [B.name]!" [A.cried]. "This is for you."

- [B] [gift.use].
- [B.s] eyes were {bright|big and bright}. [B] [gift.use].
- [B] could not say a word. Then [B.he] [gift.use].

- "This is the {best|nicest} gift of all," [B.said]. "You made it for me."
- "Did you make it for me?" [B.asked]. "It is so beautiful!"
- "Nobody ever made a gift for me before," [B.said].

- [$joy]
- And [A] <know> that the best gifts do not come from a shop.
- Then [A.both] <sing> and <dance> until the stars came out.
- Then there was [$food] for everyone.
