namespace OciArtifacts.Core;

/// <summary>The kind of a file system entry.</summary>
internal enum FileKind
{
    /// <summary>The entry does not exist, or this user may not look at it.</summary>
    Missing,

    /// <summary>A regular file: bytes with an end.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe. Reading waits until a program writes.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device such as a terminal or <c>/dev/zero</c>. Reading may never end.</summary>
    CharacterDevice,

    /// <summary>A block device, such as a disk.</summary>
    BlockDevice,

    /// <summary>A symbolic link that was not followed.</summary>
    Link,

    /// <summary>Any other kind.</summary>
    Unknown,
}
