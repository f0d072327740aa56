using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The signed header of an envelope (signature-envelope-jws.md, "Protected Headers").</summary>
/// <param name="Algorithm">The name of the algorithm.</param>
/// <param name="Scheme">The signing scheme.</param>
/// <param name="SigningTime">The time that the signer states. Only a signing authority is believed.</param>
internal sealed record NotationHeader(string Algorithm, string Scheme, DateTimeOffset SigningTime)
{
    private static readonly string[] Understood =
        [NotationNames.SchemeHeader, NotationNames.ExpiryHeader, NotationNames.AuthenticTimeHeader];

    /// <summary>The time after which the artifact should not be used. The default is none.</summary>
    internal DateTimeOffset? Expiry { get; init; }

    /// <summary>Whether the signer is a signing authority, whose time is believed.</summary>
    internal bool IsOfAuthority => Scheme == NotationNames.AuthorityScheme;

    /// <summary>Serialises the header of a signer with a certificate: compact, the members in a fixed order.</summary>
    internal byte[] ToBytes() => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("alg", Algorithm);
        json.WriteString("cty", NotationNames.PayloadType);
        json.WriteString(NotationNames.SchemeHeader, Scheme);
        json.WriteString(NotationNames.SigningTimeHeader, Rfc3339.Format(SigningTime));
        if (Expiry is { } expiry) json.WriteString(NotationNames.ExpiryHeader, Rfc3339.Format(expiry));
        json.WriteStartArray("crit");
        json.WriteStringValue(NotationNames.SchemeHeader);
        if (Expiry is not null) json.WriteStringValue(NotationNames.ExpiryHeader);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads a header.</summary>
    /// <param name="json">The header.</param>
    /// <param name="understood">Critical headers that the caller understands, in addition to those of the specification.</param>
    /// <exception cref="OciException">
    /// The header is invalid, or has a critical part that is not understood (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal static NotationHeader Read(StrictObject json, IReadOnlyList<string> understood)
    {
        if (json.Text("cty") is var type && type != NotationNames.PayloadType) throw json.Wrong($"its cty is '{type}'");
        var scheme = json.Text(NotationNames.SchemeHeader);
        if (scheme is not (NotationNames.X509Scheme or NotationNames.AuthorityScheme))
        {
            throw json.Wrong($"its {NotationNames.SchemeHeader} is '{scheme}'");
        }

        var (own, other) = scheme == NotationNames.X509Scheme
            ? (NotationNames.SigningTimeHeader, NotationNames.AuthenticTimeHeader)
            : (NotationNames.AuthenticTimeHeader, NotationNames.SigningTimeHeader);
        if (json.Find(other) is not null) throw json.Wrong($"it has {other}, which {scheme} forbids");
        var time = NotationTime.Read(json, own) ?? throw json.Wrong($"it has no {own}");
        var expiry = NotationTime.Read(json, NotationNames.ExpiryHeader);
        if (expiry <= time) throw json.Wrong("it expires before it is signed");
        CheckCritical(json, scheme, expiry is not null, understood);
        return new NotationHeader(json.Text("alg"), scheme, time) { Expiry = expiry };
    }

    private static void CheckCritical(StrictObject json, string scheme, bool expires, IReadOnlyList<string> understood)
    {
        var critical = json.Texts("crit");
        var unknown = critical.Except([.. Understood, .. understood], StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null) throw json.Wrong($"it has the critical header {unknown}, which is not understood here");
        var absent = critical.FirstOrDefault(name => json.Find(name) is null);
        if (absent is not null) throw json.Wrong($"it has no {absent}, which is critical");
        List<string> wanted = [NotationNames.SchemeHeader];
        if (expires) wanted.Add(NotationNames.ExpiryHeader);
        if (scheme == NotationNames.AuthorityScheme) wanted.Add(NotationNames.AuthenticTimeHeader);
        var missing = wanted.Except(critical, StringComparer.Ordinal).FirstOrDefault();
        if (missing is not null) throw json.Wrong($"its {missing} is not critical");
    }
}
