# Someone is new and shy.
hero: child child animal
helper: stranger
table place: from | now
  a big town | in the village
  the other side of the sea | in our street
  the mountains | in the house next door
  a land far away | in the valley
table game: name | need
  hide and seek | someone to look for us
  ball | one more for our team
  pirates | a captain for our ship
  tag | someone who can run fast
table gift: what
  an apple
  a warm cake
  a paper boat
  a small blue stone
---
- [$once] One day [B.intro] <come> from [place.from] to live near by.
- [B.intro] was new [place.now]. [B.he] had come from [place.from] and did not know anybody.
- One Monday there was somebody new [place.now]. It was [B.intro], who came from [place.from].

- [B] was very shy. When the others <play>, [B.he] <stand> under a tree and only <look> at them.
- [B] <sit> alone every day and did not say a word.
- Nobody <talk> to [B.o], and [B.he] did not dare to ask.

? Some of the others <laugh> at the way [B.he] <speak>.
---
- [A] <see> it, and it <make> [A.o] sad.
- [A] <look> over to [B.o]. [A] <know> how it felt to be alone.
- "Why is [B.he] always alone?" [A] <think>.

- So [A.he] <take> [gift.what] and <go> over to [B.o]. "This is for you," [A.he] <say>.
- "Hello," <say> [A.name], and [A.he] <give> [B.o] [gift.what]. "What is your name?"
- [A] <sit> down next to [B.o] and <share> [gift.what] with [B.him].

- At first [B] did not {answer|look up}. Then [B.he] <smile> a little.
- "Thank you," <say> [B.name] very softly.
- [B] <get> red in the face. "I am [B.name]," [B.he] <say>.

- "Do you want to play [game.name] with us?" <ask> [A.name]. "We need [game.need]."
- "Come and play [game.name]," <say> [A.name]. "We need [game.need]."
---
- So they all <play> [game.name], and [B] was very good at it.
- It was the best game of [game.name] that they ever had.
- [B] <run> and <laugh> and <forget> that [B.he] was shy.

- Then [B] <show> them a {game|song|dance} from [place.from].
- After that, [B] <tell> them about [place.from]. They all <want> to hear more.
- "Where did you learn that?" they all <ask>. "At home, in [place.from]," <say> [B.name].

- "Will you come again tomorrow?" <ask> [A.name]. "Yes!" <say> [B.name] at once.
- That evening [B] <tell> [B.his] mother, "I have a friend."

- [$friends]
- And nobody was alone any more.
