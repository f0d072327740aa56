namespace OciArtifacts.Core.Model;

/// <summary>
/// Rules for descriptors that the shape of the JSON does not express (image-spec 1.1, descriptor.md, "Properties").
/// </summary>
internal static class DescriptorRules
{
    /// <exception cref="OciException">
    /// A descriptor is null or has a negative size (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal static void Check(IEnumerable<Descriptor?> contents, string what)
    {
        if (contents.All(content => content is { Size: >= 0 })) return;
        throw new OciException(OciErrorCode.MalformedContent, $"This is no {what}: a descriptor is null, or its size is negative.");
    }
}
