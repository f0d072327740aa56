using System.Diagnostics;
using System.Text.Json;
using OciArtifacts.BuildHost;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>One process for many commands of <c>dotnet</c>, one after another: OciArtifacts.BuildHost.</summary>
internal sealed class WarmProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly string _salt = Guid.NewGuid().ToString("N");

    private WarmProcess(Process process) => _process = process;

    internal static WarmProcess Start(string sdk, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("dotnet", [
            "exec", "--runtimeconfig", Path.Combine(sdk, "dotnet.runtimeconfig.json"),
            "--depsfile", Path.Combine(sdk, "dotnet.deps.json"), Repository.BuildHost, sdk])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Merge(environment)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return new WarmProcess(process);
    }

    /// <summary>
    /// Runs the command as a separate process would, but keeps the nodes of its builds for the next commands.
    /// </summary>
    internal async Task<ProcessResult> RunAsync(ProcessCommand command)
    {
        var environment = Merge(command.Environment);
        environment.Remove("MSBUILDDISABLENODEREUSE");
        environment["MSBUILDNODEHANDSHAKESALT"] = _salt;

        // If the run is killed, nobody stops the nodes. Each node then ends after this many milliseconds without work.
        environment["MSBUILDNODECONNECTIONTIMEOUT"] = "120000";
        var request = new BuildRequest([.. command.Arguments], command.WorkingDirectory!, environment);
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
        await _process.StandardInput.FlushAsync();
        var answer = await AnswerAsync(command).WaitAsync(command.Timeout);
        return new ProcessResult(answer.ExitCode, answer.Output, answer.Error) { Command = command.ToString() };
    }

    /// <summary>Stops this process and its nodes, which have its salt.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await RunAsync(new ProcessCommand("dotnet", ["build-server", "shutdown", "--msbuild"])
                {
                    WorkingDirectory = Path.GetTempPath(),
                    Timeout = Patience,
                });
            }

            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (Exception stuck) when (stuck is TimeoutException or IOException or InvalidOperationException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string?> changes)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            all[(string)variable.Key] = (string)variable.Value!;
        }

        foreach (var (name, value) in changes)
        {
            if (value is null) all.Remove(name);
            else all[name] = value;
        }

        return all;
    }

    private async Task<BuildAnswer> AnswerAsync(ProcessCommand command)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(BuildAnswer.Mark, StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<BuildAnswer>(line[BuildAnswer.Mark.Length..])!;
            }
        }

        throw new InvalidOperationException($"{command} ended the process that ran it.");
    }
}
