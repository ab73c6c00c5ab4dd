using System.Globalization;
using Gateway.Storage.Maintenance;

namespace Gateway.Operations.Commands;

/// <summary>Tells how far the work is: a line that is written over on a terminal, a line for each tenth elsewhere. Standard error, as it is no result.</summary>
internal sealed class StoreProgressLines(CommandConsole console) : IProgress<StoreProgress>
{
    private string _step = "";
    private int _tenth = -1;

    public void Report(StoreProgress value)
    {
        var tenth = (int)(value.Fraction * 10);
        if (!console.IsTerminal && value.Step == _step && tenth == _tenth)
        {
            return;
        }

        (_step, _tenth) = (value.Step, tenth);
        var text = string.Create(CultureInfo.InvariantCulture, $"{value.Step}: {value.Done} ({value.Fraction:P0})");
        if (console.IsTerminal)
        {
            console.ErrorOutput.Write($"\r{text}\u001b[K");
        }
        else
        {
            console.ErrorOutput.WriteLine(text);
        }
    }
}
