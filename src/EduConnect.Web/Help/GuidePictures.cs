using System.Buffers.Binary;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace EduConnect.Web.Help;

/// <summary>A picture that is there.</summary>
/// <param name="Address">where it is served</param>
/// <param name="Width">in pixels</param>
/// <param name="Height">in pixels</param>
public sealed record GuidePicture(string Address, int Width, int Height);

/// <summary>
/// The pictures of screens in the guides of agents (domain 14.4). Their names are this list and nothing else: no address names a file. A test of the browser
/// makes them on the demonstration; a guide whose picture is missing, too large or no PNG reads well without.
/// </summary>
public sealed class GuidePictures(IOptions<GuideOptions> options)
{
    /// <summary>Where they are served; an address is this, the name and <c>.png</c>.</summary>
    public const string Root = "/aide/images/";

    /// <summary>Most bytes of one picture.</summary>
    public const int LargestFile = 150_000;

    private const string Ending = ".png";
    private const int HeadLength = 24;

    /// <summary>Every picture there is.</summary>
    public static FrozenSet<string> Names { get; } = new[]
    {
        "accueil", "code-d-acces", "delegations", "depannage", "detail", "informer", "journal", "lister", "meteostats", "parametres", "selection", "statistiques",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The picture of a name; null when there is none.</summary>
    public GuidePicture? Find(string name) => FileOf(name) is { } file && Size(file) is { } size ? new GuidePicture(Root + name + Ending, size.Width, size.Height) : null;

    /// <summary>Answers a request for one picture; the browser keeps it for an hour.</summary>
    internal Results<PhysicalFileHttpResult, NotFound> Serve(HttpContext context, string file)
    {
        if (!file.EndsWith(Ending, StringComparison.Ordinal) || FileOf(file[..^Ending.Length]) is not { } found || Size(found) is null)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        var tag = new EntityTagHeaderValue(string.Create(null, $"\"{found.LastWriteTimeUtc.Ticks:x}-{found.Length:x}\""));
        return TypedResults.PhysicalFile(found.FullName, "image/png", lastModified: new DateTimeOffset(found.LastWriteTimeUtc, TimeSpan.Zero), entityTag: tag);
    }

    private FileInfo? FileOf(string name) => options.Value.Pictures is { Length: > 0 } folder && Names.Contains(name) ? new FileInfo(Path.Combine(Path.GetFullPath(folder), name + Ending)) : null;

    // PNG: eight bytes of signature, then length and name of the first part, whose data begins with width and height (ISO/IEC 15948, 5.2 and 11.2.2).
    private static (int Width, int Height)? Size(FileInfo file)
    {
        if (!file.Exists || file.Length is < HeadLength or > LargestFile)
        {
            return null;
        }

        try
        {
            using var stream = file.OpenRead();
            Span<byte> head = stackalloc byte[HeadLength];
            stream.ReadExactly(head);
            return head.StartsWith(Signature) ? (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..])) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
