# Something is baked, goes wrong, and is shared in the end.
hero: child child pair animal
helper: friend sibling elder
thing fruit: fruit
table dish: what | first
  a {big|sweet} cake | <put> {butter|honey} and eggs into a big pot
  a {big|sweet} pie | <cut> the [fruit.many] and <put> them into a big pot
  some sweet bread | <put> honey and {warm milk|butter} into a big pot
table mishap: what
  But the {fire|oven} was too hot, and everything came out black
  But then [A] <begin> to {read a book|play|sing}, and soon the house was full of smoke
  But {a|the} {cat|dog} <come> in at the {window|door} and <eat> it all
  But then everything <fall> on the {floor|ground}
---
- [$day], [A] <want> to make [dish.what] for [B.intro].
- [$day], [A] <be:A> very hungry. "[A.I] will make [dish.what]," [A.said].
- [$day], [A] <find> a {big|tall|old} tree full of [fruit.many]. "[A.I] will make [dish.what] with them," [A.said].
- [$once] [A.he] <love> sweet things. [$day], [A.he] <want> to make [dish.what].

- First [A] [dish.first].
- [A] <look> into a {old|big} book. Then [A.he] [dish.first].
- [A] <begin> to work and [dish.first].

- [mishap.what].
---
- "[$oh]!" [A.said]. "What can [A.I] do now?"
- "[$oh]!" [A.cried]. "All that work for nothing!"
- [$sad]

- Just then [B] <come> {in|[$path]}. "My first [fruit.one] cake was not good," [B.said]. "Let us try again."
- Then [B] <come> in and <look> around. "Come," [B.said], and [B.he] <smile>. "We will do it together."
- [A] <go> [$path] and <tell> [B.o] about it. "Do not {cry|be sad}," [B.said]. "We will make a new one."

- So [A] <begin> again, and [B] <cut> the [fruit.many] into small pieces.
- [B] <bring> {a bag|a basket|a box} full of [fruit.many], and they <begin> again.
- This time [B] <read> from a book, and [A] did everything step by step.

- Then [A.both] <sit> by the oven and <wait>.
- [A.both] <sing> {an old song|a happy song|a little song} until it was done.
---
- When it <come> out of the oven, it was {brown|yellow} and round like the {sun|moon}.
- [$atlast] the whole house <smell> of {honey|butter} and [fruit.many].

- "It is so good!" [B.said].
- "Can I have some more?" [B.asked]. [A] <laugh> and <give> [B.o] the biggest piece.
- [A.both] <eat> until there was nothing left.
- [A.both] <take> a {big|little} piece to everyone in the [A.land].

- [$thanks]
- [$joy]
- "Next time [A.I] will make two!" [A] <tell> [B.o].

? [$night]
