namespace OciArtifacts.Core;

/// <summary>What stands under a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that may be looked at.</summary>
    Missing,

    /// <summary>A file with bytes and an end.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe: a reader waits for a writer.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device such as a terminal or <c>/dev/zero</c>, which may have no end.</summary>
    CharacterDevice,

    /// <summary>A disk.</summary>
    BlockDevice,

    /// <summary>A symbolic link, where it was not followed.</summary>
    Link,

    /// <summary>A kind that has no name here.</summary>
    Unknown,
}
