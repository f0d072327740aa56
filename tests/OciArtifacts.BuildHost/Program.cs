using System.Text.Json;

namespace OciArtifacts.BuildHost;

/// <summary>
/// The command line of the SDK, which runs one command after another in one process: whatever <c>dotnet</c> does with its arguments, without starting, loading and compiling itself anew for each.
/// It is started with the folder of the SDK, reads a request a line, and answers with a line.
/// </summary>
internal static class Program
{
    private static readonly Capture Output = new();
    private static readonly Capture Error = new();

    private static void Main(string[] arguments)
    {
        var (requests, answers) = (Console.In, Console.Out);
        Console.SetIn(TextReader.Null);
        Console.SetOut(Output);
        Console.SetError(Error);
        var sdk = new Sdk(arguments[0]);
        while (requests.ReadLine() is { } request)
        {
            var answer = JsonSerializer.Serialize(Run(sdk, JsonSerializer.Deserialize<BuildRequest>(request)!));

            // A child of a build may have written here too, and not to the end of a line.
            answers.WriteLine();
            answers.WriteLine(BuildAnswer.Mark + answer);
            answers.Flush();
        }
    }

    private static BuildAnswer Run(Sdk sdk, BuildRequest request)
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
            if (!request.Environment.ContainsKey(name)) Environment.SetEnvironmentVariable(name, null);
        foreach (var (name, value) in request.Environment) Environment.SetEnvironmentVariable(name, value);
        Directory.SetCurrentDirectory(request.WorkingDirectory);
        var exitCode = sdk.Run(request.Arguments, request.WorkingDirectory);
        return new BuildAnswer(exitCode, Output.Take(), Error.Take());
    }
}
