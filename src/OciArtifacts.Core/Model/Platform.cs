using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>
/// The platform of content, with the names of GOOS and GOARCH (image-spec 1.1, image-index.md, "platform").
/// </summary>
/// <param name="Architecture">The processor, such as <c>amd64</c>.</param>
/// <param name="Os">The operating system, such as <c>linux</c>.</param>
public sealed record Platform(
    [property: JsonPropertyOrder(0)] string Architecture,
    [property: JsonPropertyOrder(1)] string Os)
{
    /// <summary>The variant of the processor, such as <c>v7</c>.</summary>
    [JsonPropertyOrder(2)]
    public string? Variant { get; init; }

    /// <summary>The platform as <c>os/architecture[/variant]</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    /// <summary>
    /// The platform of a .NET runtime identifier, or <see langword="null"/> if there is none: the output is portable,
    /// or GOOS does not know the operating system. glibc and musl are the same platform.
    /// </summary>
    public static Platform? FromRuntimeIdentifier(string? runtimeIdentifier)
    {
        if (string.IsNullOrEmpty(runtimeIdentifier)) return null;
        var parts = runtimeIdentifier.Split('-');
        return OsOf(parts[0]) is { } os && ArchitectureOf(parts[^1]) is { } processor
            ? new Platform(processor.Name, os) { Variant = processor.Variant }
            : null;
    }

    private static string? OsOf(string part) => part switch
    {
        "linux" => "linux",
        "win" => "windows",
        "osx" => "darwin",
        "freebsd" => "freebsd",
        "android" => "android",
        "ios" => "ios",
        "browser" => "js",
        "wasi" => "wasip1",
        _ => null,
    };

    private static (string Name, string? Variant)? ArchitectureOf(string part) => part switch
    {
        "x64" => ("amd64", null),
        "x86" => ("386", null),
        "arm64" => ("arm64", null),
        "arm" or "armel" => ("arm", "v7"),
        "armv6" => ("arm", "v6"),
        "s390x" or "ppc64le" or "riscv64" => (part, null),
        "loongarch64" => ("loong64", null),
        "wasm" => ("wasm", null),
        _ => null,
    };
}
