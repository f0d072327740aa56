using System.Text;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>Speaks to a Notation plug-in: JSON in and out, a run for each command (plugin-extensibility.md, "Plugin contract").</summary>
internal sealed class PlugInClient(string path, TimeSpan timeLimit)
{
    internal const string ContractVersion = "1.0";

    private readonly SignerProgram _program = new("The Notation plug-in", path) { TimeLimit = timeLimit, LargestAnswer = 4 * 1024 * 1024 };

    /// <summary>Runs a command.</summary>
    /// <exception cref="OciException">The plug-in fails, or gives no JSON (<see cref="OciErrorCode.SignerFailed"/>).</exception>
    internal async Task<StrictObject> CallAsync(string command, JsonObject request, CancellationToken cancellation)
    {
        var question = Encoding.UTF8.GetBytes(request.ToJsonString());
        var answer = await _program.RunAsync([command], question, Reason, cancellation).ConfigureAwait(false);
        return Read(() => StrictObject.Parse(answer, $"answer to {command}"));
    }

    /// <summary>Reads an answer. What cannot be read is a failure of the plug-in.</summary>
    internal T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OciException problem) when (problem.Code is OciErrorCode.MalformedContent or OciErrorCode.InvalidKey)
        {
            throw Failed($"gives a wrong answer. {problem.Message}", problem);
        }
    }

    internal OciException Failed(string why, Exception? problem = null) => _program.Failed(why, problem);

    // A plug-in writes its error as JSON, or as text.
    private static string? Reason(string error)
    {
        try
        {
            var json = StrictObject.Parse(Encoding.UTF8.GetBytes(error), "error");
            return $"{json.TextOrNull("errorCode")} {json.TextOrNull("errorMessage")}";
        }
        catch (OciException)
        {
            return null;
        }
    }
}
