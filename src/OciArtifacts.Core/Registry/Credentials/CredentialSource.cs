using System.Text.Json;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>A JSON text in the form of docker's <c>config.json</c>, in a file or in a variable.</summary>
/// <param name="place">Its name in the list of places.</param>
/// <param name="isOfDocker">
/// Whether docker reads it, so that docker's rules apply: it may name one store for all registries.
/// </param>
internal abstract class CredentialSource(string place, bool isOfDocker)
{
    /// <summary>The name in the list of places.</summary>
    internal string Place { get; } = place;

    /// <summary>The name as the source of credentials.</summary>
    protected virtual string Name => Place;

    /// <summary>
    /// The candidates for the repository. If the text is invalid, the reason is noted and there are none.
    /// </summary>
    internal async Task<IReadOnlyList<CredentialCandidate>> CandidatesAsync(
        string registry, string repository, CredentialHelpers helpers, CancellationToken cancellation)
    {
        var places = helpers.Places;
        places.Add(Place);
        if (await ReadAsync(places, cancellation).ConfigureAwait(false) is not { } text || Parse(text, places) is not { } root) return [];
        var members = new CredentialMembers(root, Place, places);
        return [.. new CredentialConfig(members, Place, Name, isOfDocker, helpers).For(registry, repository)];
    }

    /// <summary>Reads the text, or returns <see langword="null"/> if there is none.</summary>
    protected abstract Task<string?> ReadAsync(CredentialPlaces places, CancellationToken cancellation);

    private JsonElement? Parse(string text, CredentialPlaces places)
    {
        if (string.IsNullOrWhiteSpace(text)) return Unusable("is empty");
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null
                ? json.RootElement.Clone()
                : Unusable("is no JSON object");
        }
        catch (JsonException problem)
        {
            // The message of the exception could quote a secret.
            var (line, position) = (problem.LineNumber + 1, problem.BytePositionInLine + 1);
            return Unusable(FormattableString.Invariant($"is no JSON: line {line}, position {position}"));
        }

        JsonElement? Unusable(string trouble)
        {
            places.Note(Place, trouble);
            return null;
        }
    }
}
