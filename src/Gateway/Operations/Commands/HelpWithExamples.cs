using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gateway.Operations.Commands;

/// <summary>The usual help, and then how a command is really used.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is IHasExamples { Examples: { Length: > 0 } examples })
        {
            parseResult.InvocationConfiguration.Output.WriteLine(examples.ReplaceLineEndings());
        }

        return result;
    }
}
