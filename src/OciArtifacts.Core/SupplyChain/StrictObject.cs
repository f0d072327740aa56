using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>
/// An object of JSON that is signed, or that contains signatures. A member that stands twice could be read in two ways, so it
/// makes the JSON invalid, as a text does that cannot be decoded.
/// </summary>
internal sealed class StrictObject
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonElement _element;
    private readonly string _what;

    private StrictObject(JsonElement element, string what) => (_element, _what) = (element, what);

    /// <summary>The names of the members.</summary>
    internal IEnumerable<string> Names => _element.EnumerateObject().Select(member => member.Name);

    /// <summary>Parses an object.</summary>
    /// <param name="bytes">The JSON.</param>
    /// <param name="what">What it is, for messages, such as "DSSE envelope".</param>
    /// <exception cref="OciException">The bytes are no JSON object (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static StrictObject Parse(ReadOnlyMemory<byte> bytes, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            Decode(document.RootElement);
            return Of(document.RootElement.Clone(), what);
        }
        catch (InvalidOperationException problem)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            throw Wrong(what, "a text or a name in it is no valid text", problem);
        }
        catch (JsonException problem)
        {
            throw Wrong(what, "it is no JSON, or an object in it has a member twice", problem);
        }
    }

    /// <summary>All members, which have to be texts.</summary>
    /// <exception cref="OciException">A member is no text (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal IReadOnlyDictionary<string, string> AllTexts() => _element.EnumerateObject().ToDictionary(
        member => member.Name,
        member => member.Value.ValueKind == JsonValueKind.String
            ? member.Value.GetString()!
            : throw Wrong($"its {member.Name} is no text"),
        StringComparer.Ordinal);

    /// <summary>The text of a member.</summary>
    /// <exception cref="OciException">The member is missing or no text (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    /// <summary>The text of a member, or <see langword="null"/> without that member.</summary>
    /// <inheritdoc cref="Text"/>
    internal string? TextOrNull(string name) => Find(name) is { } member
        ? member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Wrong($"its {name} is no text")
        : null;

    /// <summary>The bytes of a member in base64.</summary>
    /// <exception cref="OciException">The member is missing or no base64 (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal byte[] Bytes(string name) => BytesOrNull(name) ?? throw Missing(name);

    /// <summary>The bytes of a member in base64, or <see langword="null"/> without that member.</summary>
    /// <inheritdoc cref="Bytes"/>
    internal byte[]? BytesOrNull(string name) => TextOrNull(name) is not { } text ? null
        : Base64Text.TryDecode(text, out var bytes) ? bytes : throw NoBase64(name);

    /// <summary>The bytes of a member in base64 of any alphabet (see <see cref="Base64Text.TryDecodeAny"/>).</summary>
    /// <inheritdoc cref="Bytes"/>
    internal byte[] BytesOfAny(string name) => Base64Text.TryDecodeAny(Text(name), out var bytes) ? bytes : throw NoBase64(name);

    /// <summary>The bytes of a member in base64url.</summary>
    /// <inheritdoc cref="Bytes"/>
    internal byte[] BytesOfUrl(string name) =>
        Base64Text.TryDecodeUrl(Text(name), out var bytes) ? bytes : throw Wrong($"its {name} is no base64url");

    /// <summary>The certificates of a list, each in base64; empty without that member.</summary>
    /// <exception cref="OciException">
    /// The member is no list of certificates, or has too many (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal IReadOnlyList<X509Certificate2> Certificates(string name, int most)
    {
        var texts = Texts(name);
        return texts.Count > most
            ? throw Wrong($"its {name} has more than {most} certificates")
            : [.. texts.Select(text => Base64Text.TryDecode(text, out var bytes) ? Certificate(bytes, name) : throw NoBase64(name))];
    }

    /// <summary>The whole number of a member.</summary>
    /// <exception cref="OciException">The member is missing or no number (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal long Number(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number)
            ? number
            : throw Wrong($"its {name} is no whole number");

    /// <summary>The object of a member.</summary>
    /// <exception cref="OciException">The member is missing or no object (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal StrictObject Object(string name) => ObjectOrNull(name) ?? throw Missing(name);

    /// <summary>The object of a member, or <see langword="null"/> without that member.</summary>
    /// <inheritdoc cref="Object"/>
    internal StrictObject? ObjectOrNull(string name) => Find(name) is { } member
        ? member.ValueKind == JsonValueKind.Object ? new StrictObject(member, _what) : throw Wrong($"its {name} is no object")
        : null;

    /// <summary>The objects of a list; empty without that member.</summary>
    /// <exception cref="OciException">The member is no list of objects (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal IReadOnlyList<StrictObject> Objects(string name) =>
        [.. Items(name).Select(item => item.ValueKind == JsonValueKind.Object
            ? new StrictObject(item, _what)
            : throw Wrong($"its {name} has something else than objects"))];

    /// <summary>The texts of a list; empty without that member.</summary>
    /// <exception cref="OciException">The member is no list of texts (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw Wrong($"its {name} has something else than texts"))];

    /// <summary>A member as it is, or <see langword="null"/> without that member.</summary>
    internal JsonElement? Find(string name) =>
        _element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>Makes the failure that says why the object is not what it should be.</summary>
    internal OciException Wrong(string why) => Wrong(_what, why, problem: null);

    private static OciException Wrong(string what, string why, Exception? problem) =>
        new(OciErrorCode.MalformedContent, $"This is no valid {what}: {ForeignText.OneLine(why)}.", problem);

    // A text is decoded when it is asked for, so each is asked for here.
    private static void Decode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Decode(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Decode(member.Value);
                }

                break;
        }
    }

    private static StrictObject Of(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? new StrictObject(element, what) : throw Wrong(what, "it is no JSON object", null);

    private IEnumerable<JsonElement> Items(string name) => Find(name) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : throw Wrong($"its {name} is no list");

    private X509Certificate2 Certificate(byte[] bytes, string name)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(bytes);
        }
        catch (CryptographicException)
        {
            throw Wrong($"its {name} has something else than certificates");
        }
    }

    private OciException NoBase64(string name) => Wrong($"its {name} is no base64");

    private OciException Missing(string name) => Wrong($"it has no {name}");
}
