from playground_host.lesson import close, number, wrong

slope = number("slope")
if not close(slope, 14.0, 0.01):
    h = number("h")
    if close(slope / h, 14.0, 0.01):
        wrong("undivided", slope=slope)
    if close(-slope, 14.0, 0.01):
        wrong("sign", slope=slope)
    if close(slope, 28.0, 0.01):
        wrong("double", slope=slope)
    wrong("value", slope=slope)
