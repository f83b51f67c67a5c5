# The helper is ill and the hero takes care.
hero: child child pair animal
helper: friend sibling elder
table ill: what
  had a bad cold
  had a high fever
  had hurt [B.his] leg
  had a bad cough
table idea: what | do | effect
  make some soup | <cut> carrots and beans and <make> a big pot of soup | [B] <eat> two bowls. "This is the best soup in the world," [B.he] <say>
  give a puppet show | <make> two puppets out of old socks and <give> a show at the window | [B] <laugh> so much that the bed <shake>
  pick some flowers | <pick> red and yellow flowers in the meadow and <put> them next to the bed | the whole room <smell> of summer
  tell a story | <sit> down next to the bed and <tell> a long story about a brave mouse | [B] <forget> to be sad and <want> to hear more
  sing a song | <take> a little drum and <sing> all the songs in the book | [B] <begin> to sing too
---
- [A] <want> to play with [B.intro], but [B.he] [ill.what].
- [$once] One day [A.he] <hear> that [B.intro] [ill.what].
- [day.when], [A] <knock> at the door of [B.intro]. But [B] [ill.what].

- [B] <have> to stay in bed. There was nothing to do but to look at the wall.
- [B] <have> to stay in bed for {a week|many days}, and [B.he] was very sad.
- "Stay in bed," the doctor said, "and drink a lot of tea."

- "I am so tired of this bed," <say> [B.name].
- "Everyone is playing outside, and I am here," <say> [B.name].
- [B] <look> out of the window and did not say a word.
---
- [A] <think> about it. "[A.I] know what [A.I] will do," [A.he] <say>. "[A.I] will [idea.what]!"
- "What can [A.I] do?" <think> [A.name]. Then [A.he] <have> an idea. "[A.I] will [idea.what]!"
- "Wait," <say> [A.name]. "[A.I] will [idea.what] for you."

- So [A] [idea.do].
- [A] <go> to work at once. [A] [idea.do].

- [idea.effect].
- And then [idea.effect].

? "Please come again tomorrow," <say> [B.name]. 
---
- Every day after that, [A] <come> back with something new. {One day it was a book, the next day a cake|Sometimes it was a game, sometimes only a smile}.
- The next day [A] <bring> a {game|book}, and the day after that a {kitten|cake}.

- After a week, [B] <be> well again.
- Day by day [B] <get> better.
- Then one morning [B] <stand> at [A.s] door. "I am well again!" [B.he] <say>.

- "The doctor <give> me tea," <say> [B.name], "but you made me laugh."
- "You were better than any medicine," <say> [B.name].
- "Thank you," <say> [B.name]. "You never left me alone."

- A few weeks later, [A] had to stay in bed. And who <come> with a pot of soup? It was [B.name].
- Then they <go> out into the sun together.
- [$joy]
- "That is what we do for each other," <say> [A.name].
