using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>
/// Finds the methods of an assembly that were compiled ahead of time: those in the table of entry points of its native
/// header (dotnet/runtime, docs/design/coreclr/botr/readytorun-format.md,
/// "READYTORUN_SECTION_METHODDEF_ENTRYPOINTS", a sparse array).
/// </summary>
internal sealed class NativeMethods(PEReader assembly)
{
    private const int EntryPoints = 103;
    private const int HeaderSize = 16;
    private const int SectionSize = 12;
    private const int BlockSize = 16;

    /// <summary>The methods of a type that have a body, but no entry point.</summary>
    internal IEnumerable<string> MissingOf(string typeName)
    {
        var metadata = assembly.GetMetadataReader();
        var type = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Single(type => metadata.GetString(type.Name) == typeName);
        var table = Table();
        return from handle in type.GetMethods()
               let method = metadata.GetMethodDefinition(handle)
               where method.RelativeVirtualAddress != 0
                   && method.GetGenericParameters().Count == 0
                   && !Has(table, (uint)MetadataTokens.GetRowNumber(handle) - 1)
               select metadata.GetString(method.Name);
    }

    private byte[] Table()
    {
        var header = Bytes(assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.RelativeVirtualAddress);
        for (var i = 0; i < BitConverter.ToInt32(header, HeaderSize - 4); i++)
        {
            var section = HeaderSize + (i * SectionSize);
            if (BitConverter.ToInt32(header, section) == EntryPoints) return Bytes(BitConverter.ToInt32(header, section + 4));
        }

        throw new InvalidDataException("The native header has no entry points.");
    }

    private byte[] Bytes(int address) => [.. assembly.GetSectionData(address).GetContent()];

    private static bool Has(byte[] table, uint index)
    {
        var start = Read(table, 0, out var head);
        if (index >= head >> 2) return false;
        var entry = (int)(index / BlockSize);
        var offset = start + (int)((head & 3) switch
        {
            0 => table[start + entry],
            1 => BitConverter.ToUInt16(table, start + (2 * entry)),
            _ => BitConverter.ToUInt32(table, start + (4 * entry)),
        });
        for (var bit = BlockSize / 2; bit > 0; bit /= 2)
        {
            var next = Read(table, offset, out var node);
            var isRight = (index & bit) != 0;
            if (isRight && (node & 2) != 0) offset += (int)(node >> 2);
            else if (!isRight && (node & 1) != 0) offset = next;
            else return (node & 3) == 0 && node >> 2 == index % BlockSize;
        }

        return true;
    }

    // A number has one to five bytes. The lowest bits of the first byte say how many.
    private static int Read(byte[] table, int offset, out uint value)
    {
        var first = (uint)table[offset];
        for (var more = 0; more < 4; more++)
        {
            if ((first & (1u << more)) != 0) continue;
            value = first >> (more + 1);
            for (var i = 1; i <= more; i++) value |= (uint)table[offset + i] << ((8 * i) - more - 1);
            return offset + more + 1;
        }

        value = BitConverter.ToUInt32(table, offset + 1);
        return offset + 5;
    }
}
