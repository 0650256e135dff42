using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace EduConnect.Web.Design;

/// <summary>
/// The stylesheets, scripts and fonts that <c>Styles/build.mjs</c> wrote and the build embedded in this assembly.
/// Every file is named after its content, so it is served as unchangeable.
/// </summary>
public sealed class AssetStore
{
    /// <summary>Where the files are served; an address is this followed by the published name.</summary>
    public const string Root = "/assets/";

    private const string Prefix = "asset:";
    private readonly FrozenDictionary<string, string> publishedNames;
    private readonly FrozenDictionary<string, byte[]> files;

    /// <summary>Reads every embedded file once.</summary>
    public AssetStore()
    {
        var assembly = typeof(AssetStore).Assembly;
        files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        publishedNames = System.Text.Encoding.UTF8.GetString(files["manifest.txt"])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    /// <summary>The address of a file by its plain name, for instance <c>site.css</c>.</summary>
    /// <exception cref="KeyNotFoundException">No such file was built.</exception>
    public string this[string name] => Root + publishedNames[name];

    /// <summary>The text of a built file, for the tests of what the stylesheets must not hold.</summary>
    public string ReadText(string name) => System.Text.Encoding.UTF8.GetString(files[publishedNames[name]]);

    /// <summary>Answers a request for one file, in Brotli or gzip when the browser takes it.</summary>
    internal Results<FileContentHttpResult, NotFound> Serve(HttpContext context, string file)
    {
        if (!publishedNames.Values.Contains(file) || !files.TryGetValue(file, out var content))
        {
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        if (files.ContainsKey(file + ".br"))
        {
            headers.Vary = HeaderNames.AcceptEncoding;
            var accepted = context.Request.Headers.AcceptEncoding.ToString();
            foreach (var (encoding, extension) in new[] { ("br", ".br"), ("gzip", ".gz") })
            {
                if (accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase))
                {
                    headers.ContentEncoding = encoding;
                    content = files[file + extension];
                    break;
                }
            }
        }

        return TypedResults.Bytes(content, ContentType(file));
    }

    private static string ContentType(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
