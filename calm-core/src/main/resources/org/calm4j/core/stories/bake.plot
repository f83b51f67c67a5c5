# Something is baked, goes wrong, and is shared in the end.
hero: child child pair animal
helper: friend sibling elder
thing fruit: fruit
table dish: what | first
  a cake | {<mix>|<put>} flour, butter and eggs in a big bowl
  a pie | <roll> out the dough on the kitchen table
  a pudding | <mix> milk, sugar and eggs in a pot
  a sweet bread | <mix> flour, honey and warm milk in a bowl
table mishap: what
  But the oven was too hot, and everything came out black
  But then [A] <begin> to {read|play}, and soon the kitchen was full of smoke
  But the {cat|dog} from next door jumped on the table and ate it all
  But the bowl fell on the floor and broke
  But there was salt in it and no sugar, and nobody could eat it
---
- [day.when], [A] <want> to bake [dish.what] for [B.intro].
- [day.when], [A] <be:A> very hungry. "[A.I] will make [dish.what]," [A.he] <say>.
- [day.when], [A] <find> a tree full of ripe [fruit.many]. "[A.I] will make [dish.what] with them," [A.he] <say>.
- [$once] [A.he] <love> sweet things. [day.when], [A.he] <want> to make [dish.what].

- [A] <wash> [A.his] hands and [dish.first].
- First [A.he] <look> into the old cook book. Then [A.he] [dish.first].
- [A.he] <put> on a {white|clean} apron and [dish.first].

? It <smell> very good.

- [mishap.what].
---
- "[$oh]!" <say> [A.name]. "What shall [A.I] do now?"
- "[$oh]!" <cry> [A.name]. "All that work for nothing!"
- [$sad]

- At that moment [B] <come> in and <see> what had happened. [B.he] did not laugh. "My first [fruit.one] cake was much worse," [B.he] <say>. "Let us try again."
- [B] <open> the door. "What a {funny|strange} smell!" [B.he] <say>. "Come, we will do it together."
- [A] <tell> [B.o] what had happened. "Do not {cry|be sad}," [B.he] <say>. "We still have enough for one more."

- So they {<begin>|<start>} again. [A] <mix>, and [B] <cut> the [fruit.many] into small pieces.
- [B] <bring> some fresh [fruit.many], and they <begin> once more.
- This time [B] <read> from the cook book, and [A] did everything {step by step|slowly and carefully}.

- Then they <sit> in front of the oven and <wait>.
- They did not leave the kitchen for one minute.
---
- When [dish.what] <come> out of the oven, it was {brown|yellow} and round like the {sun|moon}.
- At last it was ready. The whole house <smell> of butter and [fruit.many].

- "It is {wonderful|so good}!" <say> [B.name], with [B.his] mouth full.
- "May I have some more?" <ask> [B.name]. [A] <laugh> and <give> [B.o] the biggest piece.
- They <eat> until there was nothing left.
- They <take> a piece to everyone who lived near by.

- [$thanks]
- [$joy]
- "Next time," <say> [A.name], "[A.I] will make two!"

? [$night]
