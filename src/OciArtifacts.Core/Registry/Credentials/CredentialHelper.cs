using System.ComponentModel;
using System.Text;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Runs a credential helper (docker-credential-helpers). The program reads the name of a server and writes
/// <c>{"Username","Secret"}</c>, or ends with an exit code and a message.
/// </summary>
/// <param name="program">The name of the program.</param>
/// <param name="path">The path of the program.</param>
internal sealed class CredentialHelper(string program, string path)
{
    /// <summary>
    /// Asks for the credentials of the server. The finding has them, or the reason why there are none.
    /// </summary>
    internal async Task<HelperFinding> AskAsync(string server, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            var call = new ProgramCall(path, ["get"]);
            return FindingIn(await call.RunAsync(Encoding.UTF8.GetBytes(server), limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Nothing(FormattableString.Invariant(
                $"did not answer within {timeout.TotalSeconds} s; it may wait for a user to unlock it"));
        }
        catch (Exception problem) when (problem is Win32Exception or IOException)
        {
            return Nothing($"could not be run: {ProgramAnswer.FirstLine(problem.Message)}");
        }
    }

    private HelperFinding FindingIn(ProgramAnswer answer)
    {
        var output = answer.OutputText;
        if (answer.ExitCode == 0) return CredentialIn(output.TrimStart('\uFEFF'));
        if (output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)) return new(null, null);
        var said = ProgramAnswer.FirstLine(answer.Error);

        // Output that looks like JSON is not quoted: it may have the secret, even with an exit code.
        if (said.Length == 0 && !output.Contains('{', StringComparison.Ordinal)) said = ProgramAnswer.FirstLine(output);
        return Nothing($"ended with exit code {answer.ExitCode} and {(said.Length == 0 ? "does not say why" : $"says: {said}")}");
    }

    private HelperFinding CredentialIn(string output)
    {
        if (string.IsNullOrWhiteSpace(output)) return Nothing("gave an empty answer");
        try
        {
            using var json = JsonDocument.Parse(output);
            if (json.RootElement.ValueKind == JsonValueKind.Null) return Nothing("gave the answer null");
            var (user, secret) = (json.RootElement.GetProperty("Username").GetString(), json.RootElement.GetProperty("Secret").GetString());
            if (string.IsNullOrEmpty(user) && string.IsNullOrEmpty(secret)) return new(null, null);
            return string.IsNullOrEmpty(user) || string.IsNullOrEmpty(secret)
                ? Nothing(string.IsNullOrEmpty(user) ? "gave a secret without a user" : "gave a user without a secret")
                : new(Credential.OfPassword(user, secret, program), null);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The message of the exception and the output of the program could quote the secret.
            return Nothing("gave an answer that cannot be understood");
        }
    }

    private static HelperFinding Nothing(string trouble) => new(null, trouble);
}
