using System.Text.Json;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>A text of the form of docker's <c>config.json</c>, in a file or in a variable.</summary>
/// <param name="place">What it is called where places are listed.</param>
/// <param name="isOfDocker">Whether it is read as docker reads it: it may name a store for all registries.</param>
internal abstract class CredentialSource(string place, bool isOfDocker)
{
    /// <summary>What it is called where places are listed.</summary>
    internal string Place { get; } = place;

    /// <summary>What it is called where its credentials are.</summary>
    protected virtual string Name => Place;

    /// <summary>What in it may have the credentials. A text that cannot be understood has nothing, and is noted with the reason.</summary>
    internal async Task<IReadOnlyList<CredentialCandidate>> CandidatesAsync(
        string registry, string repository, CredentialHelpers helpers, CancellationToken cancellation)
    {
        var places = helpers.Places;
        places.Add(Place);
        if (await ReadAsync(places, cancellation).ConfigureAwait(false) is not { } text || Parse(text, places) is not { } root) return [];
        var members = new CredentialMembers(root, Place, places);
        return [.. new CredentialConfig(members, Place, Name, isOfDocker, helpers).For(registry, repository)];
    }

    /// <summary>The text, or <see langword="null"/> where there is none to read.</summary>
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
            // Its own words could quote a secret.
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
