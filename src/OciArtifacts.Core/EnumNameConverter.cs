using System.Text.Json.Serialization;

namespace OciArtifacts.Core;

/// <summary>Reads a value of an enumeration by its name. Numbers are refused.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class EnumNameConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
