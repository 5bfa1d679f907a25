/** The docstrings of the examples in German, by the examples' ids: their first lines are the names in the menu. */

/** @type {Record<string, string>} */
export const docstrings = {
  "first-expression": `Ein erster Ausdruck

Drücke „Ausführen“, dann „Abspielen“ unter dem Graphen: Werte
werden vorwärts berechnet, Gradienten fließen von loss zurück,
Schritt für Schritt. Zeige auf einen Knoten: Welche Zeile hat ihn
gemacht? Klicke a an und ziehe an seinem Wert: Was geschieht?`,
  reuse: `Zweimal benutzt: Gradienten addieren sich

Der Knoten a geht zweimal in d ein. Deshalb führen zwei Pfeile zu
ihm zurück, und sein Gradient ist die Summe von beiden: b + 1.
Setze d auf a * a: Was erwartest du?`,
  "chain-rule": `Die Kettenregel von Hand

Jeder Gradient ist der des nächsten Knotens mal eine lokale
Ableitung. Hier sind sie von Hand multipliziert und mit dem
Ergebnis von backward() verglichen. Schreibe die Ableitung von y
nach x stattdessen für y = u.sin().`,
  "tanh-neuron": `Ein Neuron, vorwärts und rückwärts

Beginne beim Ausgang o, dessen Gradient 1 ist, und folge den
Pfeilen zurück. Warum ist der Gradient von w2 null? Ändere x2 und
führe das Programm noch einmal aus.`,
  "four-samples": `Ein MLP lernt vier Beispiele

Gradientenabstieg in 500 Runden: Sieh zu, wie der Fehler sinkt.
Versuche danach die Lernraten 0.01 und 1.0.`,
  "two-moons": `Zwei Monde

Ein Netz lernt, zu welchem von zwei Halbmonden ein Punkt gehört.
Zeige auf seine Kurve, um eine frühere Runde zu sehen. Beginne den
nächsten Lauf angehalten, um Runde für Runde zu gehen. Versuche
danach weniger Neuronen, mehr Rauschen oder eigene Punkte.`,
  xor: `XOR: was ein Neuron nicht lernen kann

Keine Gerade trennt die Ziele 1 von den Zielen -1, deshalb
scheitert ein einzelnes Neuron. Eine verborgene Schicht aus zweien
biegt die Gerade. Gelingt es mit jedem Startwert?`,
  "gradient-check": `Gradienten prüfen

Die Steigung einer Funktion lässt sich messen: ein Stück weiter
gehen und sehen, wie sehr sich das Ergebnis ändert. „Gradienten
prüfen“ unter dem Graphen tut das für jeden Knoten. Bringe abs
auf x = 0: Dort ist ein Knick.`,
  "own-operation": `Eine eigene Operation

Cube berechnet x³ und sagt, was seine Ableitung ist. In der
zweiten Klasse ist sie falsch. Schalte „Gradienten prüfen“ unter
dem letzten Graphen ein: Welche Knoten leuchten auf, und warum
nicht alle? Berichtige dann die Ableitung.`,
  "vanishing-gradients": `Gradienten, die verschwinden oder explodieren

Zehn Schichten aus je einem Neuron: Jede multipliziert den
Gradienten mit ihrem Gewicht und mit der Steigung von tanh. Bei
welchem Gewicht bleibt er am längsten, und was ist mit relu?`,
  "learning-rate": `Eine zu hohe Lernrate

Dreimal derselbe Anfang: Kleine Schritte kriechen, gute kommen an,
und zu große springen über das Tal hinweg und aus ihm hinaus.
Finde die größte Lernrate, mit der das Training noch ankommt.`,
  "fit-a-curve": `Eine Kurve anpassen, mit eigener Schleife

Was train für dich tut, ausgeschrieben: vorwärts, Fehler,
zero_grad, backward und ein Schritt bergab. Die drei Zeilen mit
„watch“ zeigen es. Lass zero_grad weg und führe das Programm noch
einmal aus: Die Seite bemerkt es.`,
  pytorch: `PyTorch daneben

Derselbe Ausdruck in beiden: Wo PyTorch installiert ist, rechnet
es neu; auf dieser Seite stehen aufgeschriebene Zahlen. Ändere den
Ausdruck: Welche der beiden Spalten folgt?`,
};
