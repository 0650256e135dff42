using System.Net;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Agents;

/// <summary>
/// The administrative networks of schools (rows #7 and #8); settings <c>Agents:AdministrativeNetworks:UAI</c>, and <c>…:all</c> for networks that are those
/// of every school.
/// </summary>
public sealed class AdministrativeNetworks
{
    private const string Setting = "Agents:AdministrativeNetworks";
    private const string All = "all";
    private readonly Dictionary<string, IReadOnlyList<IPNetwork>> _networks;

    private AdministrativeNetworks(Dictionary<string, IReadOnlyList<IPNetwork>> networks) => _networks = networks;

    /// <summary>None: the code is always asked for.</summary>
    public static AdministrativeNetworks None { get; } = new([]);

    /// <summary>Whether there is any.</summary>
    public bool IsEmpty => _networks.Count == 0;

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">UAI or <c>all</c>, and its networks</param>
    /// <exception cref="InvalidOperationException">one cannot be read; the message, in English, says which</exception>
    public static AdministrativeNetworks Read(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(settings.ToDictionary(pair => Key(pair.Key), pair => Networks(pair.Key, pair.Value), StringComparer.Ordinal));
    }

    /// <summary>Whether an address is in the administrative network of a school.</summary>
    /// <param name="uai">the school, in capitals</param>
    /// <param name="address">where the request came from, as text; anything else is in no network</param>
    public bool Covers(string uai, string? address) =>
        IPAddress.TryParse(address, out var parsed) && NetworkRanges.Plain(parsed) is var plain && (Holds(uai, plain) || Holds(All, plain));

    private bool Holds(string key, IPAddress address) => _networks.TryGetValue(key, out var networks) && networks.Any(network => network.Contains(address));

    private static string Key(string key) => string.Equals(key, All, StringComparison.OrdinalIgnoreCase)
        ? All
        : Uai.Parse(key) ?? throw new InvalidOperationException($"{Setting} holds '{key}', which is neither a UAI nor '{All}'.");

    private static IReadOnlyList<IPNetwork> Networks(string key, string? text)
    {
        var networks = NetworkRanges.Parse($"{Setting}:{key}", text);
        return networks.Any(network => network.PrefixLength == 0)
            ? throw new InvalidOperationException($"{Setting}:{key} holds a network of length 0, which is the whole Internet.")
            : networks;
    }
}
