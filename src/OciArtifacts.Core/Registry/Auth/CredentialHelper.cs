using System.ComponentModel;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// A program that keeps credentials (docker-credential-helpers): it reads the name of a server, and writes <c>{"Username","Secret"}</c>, or an
/// exit code and what is wrong.
/// </summary>
/// <param name="Program">Its name.</param>
/// <param name="Path">Where it is.</param>
/// <param name="File">The file that names it.</param>
internal sealed record CredentialHelper(string Program, string Path, string File)
{
    private const int LongestQuote = 300;

    /// <summary>What it has for the server, or <see langword="null"/> where it says that it has nothing.</summary>
    /// <exception cref="OciException">It gives no answer, or none that can be understood.</exception>
    internal async Task<Credential?> AskAsync(string server, TimeSpan timeout, CancellationToken cancellation)
    {
        var answer = await RunAsync(server, timeout, cancellation).ConfigureAwait(false);
        if (answer.ExitCode == 0) return CredentialIn(answer.Output, server);
        if (answer.Output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)) return null;
        var said = FirstLine(answer.Error);
        // Whatever looks like an answer is not quoted: it may hold the secret, in spite of the exit code.
        if (said.Length == 0 && !answer.Output.Contains('{', StringComparison.Ordinal)) said = FirstLine(answer.Output);
        throw Failure(server, said.Length == 0 ? $"ended with exit code {answer.ExitCode} and does not say why" : $"ended with exit code {answer.ExitCode} and says: {said}");
    }

    private async Task<HelperAnswer> RunAsync(string server, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return await HelperProcess.RunAsync(Path, server, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failure(server, FormattableString.Invariant($"did not answer within {timeout.TotalSeconds} s; it may wait for somebody to unlock it"));
        }
        catch (Exception problem) when (problem is Win32Exception or IOException)
        {
            throw Failure(server, $"could not be run: {FirstLine(problem.Message)}");
        }
    }

    private Credential? CredentialIn(string output, string server)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            return json.RootElement.GetProperty("Username").GetString() is { Length: > 0 } user
                && json.RootElement.GetProperty("Secret").GetString() is { Length: > 0 } secret
                ? Credential.OfPassword(user, secret, Program)
                : null;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Its words, and those of the program, could quote the secret.
            throw Failure(server, "gave an answer that cannot be understood");
        }
    }

    private OciException Failure(string server, string what) => new(
        OciErrorCode.CredentialHelper,
        $"{Program}, to which '{File}' leaves the credentials of {server}, {what}. Log in again, or set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD.");

    private static string FirstLine(string text)
    {
        var line = text.Split('\n').Select(part => string.Concat(part.Where(c => !char.IsControl(c))).Trim()).FirstOrDefault(part => part.Length > 0) ?? "";
        return line.Length > LongestQuote ? line[..LongestQuote] + "…" : line;
    }
}
