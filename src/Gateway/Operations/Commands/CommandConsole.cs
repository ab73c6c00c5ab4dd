using Spectre.Console;

namespace Gateway.Operations.Commands;

/// <summary>Where a command writes: colours, tables and progress on a terminal, plain lines elsewhere.</summary>
internal sealed class CommandConsole
{
    // So wide that nothing is ever broken in a file or a pipe.
    private const int PlainWidth = 10_000;

    // Made when a command first writes: serving never does.
    private readonly Lazy<IAnsiConsole> _out;
    private readonly Lazy<IAnsiConsole> _error;

    public CommandConsole(TextWriter output, TextWriter error, bool isTerminal)
    {
        Output = output;
        ErrorOutput = error;
        IsTerminal = isTerminal;
        _out = new Lazy<IAnsiConsole>(() => Create(output, isTerminal));
        _error = new Lazy<IAnsiConsole>(() => Create(error, isTerminal));
    }

    public TextWriter Output { get; }

    public TextWriter ErrorOutput { get; }

    public IAnsiConsole Out => _out.Value;

    public IAnsiConsole Error => _error.Value;

    public bool IsTerminal { get; }

    public static CommandConsole OfProcess()
        => new(Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected);

    public void WriteLine(string text) => Out.WriteLine(Printable(text));

    public void WriteError(string text) => Error.WriteLine(Printable(text), new Style(IsTerminal ? Color.Red : null));

    /// <summary>A table on a terminal; elsewhere one line per row, its cells, and the lines of each, separated by tabs.</summary>
    public void WriteTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!IsTerminal)
        {
            foreach (var row in rows)
            {
                Out.WriteLine(string.Join('\t', row.SelectMany(cell => cell.Split('\n')).Select(Printable)));
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Printable(cell.TrimEnd('\n')))));
        }

        Out.Write(table);
    }

    // Names of plugins and values of settings come from outside: they must not drive the terminal.
    private static string Printable(string text)
        => string.Concat(text.Select(c => char.IsControl(c) && c is not '\n' ? $"\\u{(int)c:x4}" : c.ToString()));

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
