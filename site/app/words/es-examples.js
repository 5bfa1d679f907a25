/** The docstrings of the examples in Spanish, by the examples' ids: their first lines are the names in the menu. */

/** @type {Record<string, string>} */
export const docstrings = {
  "first-expression": `Una primera expresión

Pulsa «Ejecutar» y luego «Reproducir» bajo el grafo: los valores
se calculan hacia delante y los gradientes vuelven desde loss,
paso a paso. Señala un nodo: ¿qué línea lo hizo? Haz clic en a y
arrastra su valor: ¿qué ocurre?`,
  reuse: `Usado dos veces: los gradientes se suman

El nodo a entra dos veces en d. Por eso dos flechas vuelven a él,
y su gradiente es la suma de lo que traen las dos: b + 1. Haz que
d sea a * a: ¿qué esperas?`,
  "chain-rule": `La regla de la cadena a mano

Cada gradiente es el del nodo siguiente por una derivada local.
Aquí se multiplican a mano y se comparan con lo que halla
backward(). Escribe la derivada de y respecto a x para
y = u.sin().`,
  "tanh-neuron": `Una neurona, hacia delante y hacia atrás

Empieza en la salida o, cuyo gradiente es 1, y sigue las flechas
hacia atrás. ¿Por qué es cero el gradiente de w2? Cambia x2 y
ejecuta el programa otra vez.`,
  "four-samples": `Un MLP aprende cuatro ejemplos

Descenso del gradiente en 500 rondas: mira cómo baja la pérdida.
Prueba luego las tasas de aprendizaje 0.01 y 1.0.`,
  "two-moons": `Dos lunas

Una red aprende a cuál de dos medias lunas pertenece un punto.
Señala su curva para ver una ronda anterior. Empieza la próxima
ejecución en pausa para ir ronda a ronda. Prueba luego menos
neuronas, más ruido o puntos tuyos.`,
  xor: `XOR: lo que una neurona no puede aprender

Ninguna recta separa los objetivos 1 de los objetivos -1, así que
una sola neurona fracasa. Una capa oculta de dos dobla la recta.
¿Funciona con cualquier semilla?`,
  "gradient-check": `Comprobar gradientes

La pendiente de una función se puede medir: muévete un poco y mira
cuánto cambia el resultado. «Comprobar gradientes», bajo el grafo,
lo hace con cada nodo.
Lleva abs a x = 0, un punto anguloso.`,
  "own-operation": `Una operación propia

Cube calcula x³ y dice cuál es su derivada. En la segunda clase
está mal. Activa «Comprobar gradientes» bajo el último grafo: ¿qué
nodos se iluminan, y por qué no todos?
Después, corrígela.`,
  "vanishing-gradients": `Gradientes que se desvanecen o explotan

Diez capas de una neurona: cada una multiplica el gradiente por su
peso y por la pendiente de tanh. ¿Con qué peso dura más, y qué
pasa con relu?`,
  "learning-rate": `Una tasa de aprendizaje demasiado alta

El mismo comienzo tres veces: los pasos pequeños se arrastran, los
buenos llegan y los grandes saltan por encima del valle y fuera de
él. Busca la tasa más grande que aún llega.`,
  "fit-a-curve": `Ajustar una curva, con un bucle propio

Lo que train hace por ti, escrito entero: hacia delante, pérdida,
zero_grad, backward y un paso cuesta abajo. Las tres líneas con
«watch» lo muestran. Quita zero_grad y ejecuta el programa otra
vez: la página lo nota.`,
  pytorch: `PyTorch al lado

La misma expresión en los dos: donde PyTorch está instalado,
calcula de nuevo; en esta página hay números anotados. Cambia la
expresión: ¿cuál de las dos columnas la sigue?`,
};
