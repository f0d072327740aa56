using System.Security.Cryptography;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// A query parameter that only this registry understands. It holds escapes and a bare '=', so that a client that
/// decodes and encodes a Location again, instead of keeping it byte for byte, sends another one.
/// </summary>
internal static class OpaqueQuery
{
    internal static string Create(string name) => $"{name}={Noise()}%2B{Noise()}%2F{Noise()}%3D==";

    /// <summary>Whether the raw query holds exactly this parameter.</summary>
    internal static bool Holds(string query, string parameter) => query.Split('&').Contains(parameter, StringComparer.Ordinal);

    private static string Noise() => RandomNumberGenerator.GetHexString(6, lowercase: true);
}
