using System.Text.Json;

namespace OciArtifacts.BuildHost;

/// <summary>
/// Runs many commands of <c>dotnet</c>, one after another, in one process, so that only the first one loads and
/// compiles the SDK.
/// Its argument is the folder of the SDK. It reads each request as one line, and writes each answer as one line.
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

            // A child process of a build may have written an unfinished line to the same output.
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
