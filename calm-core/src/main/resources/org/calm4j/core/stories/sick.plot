# The helper is ill and the hero takes care.
hero: child child pair animal
helper: friend
table ill: what
  was very sick
  had a bad cold
  had hurt [B.his] {leg|foot|knee}
table idea: what | do | effect
  make some soup | <make> a big pot of {hot|warm|good} soup | [B] <eat> it all. "This is the best soup of all," [B.said]
  bring [B.him] some flowers | <pick> {red and yellow|white and blue|blue and yellow} flowers {in the meadow|by the river|in the garden} | the whole room was {bright|sweet} with flowers
  tell [B.him] a story | <sit> down by the bed and <tell> a {long|funny|strange} story about a {brave|funny|happy} {bear|fox|mouse|frog} | [B] <laugh> and <want> to hear more
  sing for [B.him] | <take> {an old|a little} drum and <sing> {happy|funny|old} songs | [B] <begin> to sing too
  play for [B.him] | <make> two {dolls|birds} out of paper and <play> {a story|a funny story} with them | [B] <laugh> and <laugh>
---
- [A] <want> to play with [B.intro], but [B.he] [ill.what].
- [$once] [$day], [A.he] <hear> that [B.intro] [ill.what].
- [$day], [A] <go> [$path] to see [B.intro]. But [B] [ill.what].

- [B] had to stay in bed for {a week|many days|two weeks}, all alone.
- [B] had to stay in bed. There was nothing to do but to look {out of the window|at the wall}.

- "I am so tired of this bed," [B.said].
- "All the others are <play.ing>, and I am here," [B.said].
- [B] did not say a word.
---
- [A] <think> about it. "[A.I] know what [A.I] will do," [A.said]. "[A.I] will [idea.what]!"
- "What can [A.I] do for [B.him]?" [A.thought]. Then [A.he] <have> a {good|new} idea. "[A.I] will [idea.what]!"

- So [A] [idea.do].
- [$soon], [A] [idea.do].

- [idea.effect].
- And then [idea.effect].

? [B] <ask> [A.o] to come again the next day.
---
- Every {day|afternoon|evening} after that, [A] <come> [$path] with something new.
- The next day [A] <bring> {a new game|a book|a ball}, and then {a little|a big|a sweet} {cake|pie}.

- After {a week|two weeks|many days}, [B] was well again.
- Then, one {warm|sunny|bright|fine} morning, [B] <stand> at [A.s] door. "I am well again!" [B.said].

- [B] <give> [A.o] a {big|long} hug. "You never left me alone," [B.said].
- "Thank you, [A.name]," [B.said]. "You are {so|very} kind to me."

- Then [A.both] <go> out into the {sun|garden} together.
- [$joy]
- [$friends]
