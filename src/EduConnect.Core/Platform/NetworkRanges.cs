using System.Net;

namespace EduConnect.Core.Platform;

/// <summary>Networks and addresses as settings hold them: comma separated, such as <c>10.45.0.0/24, 2001:db8::/48, 192.0.2.7</c>.</summary>
public static class NetworkRanges
{
    private const int MappedPrefix = 96;

    /// <summary>The networks of a setting; an address alone is a network of one.</summary>
    /// <param name="setting">its name, for the message</param>
    /// <param name="text">its value</param>
    /// <exception cref="InvalidOperationException">a word is neither; the message, in English, names it</exception>
    public static IReadOnlyList<IPNetwork> Parse(string setting, string? text) =>
        [.. (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => Network(setting, word))];

    /// <summary>An address as networks are compared with it: IPv4 also when it came inside IPv6 (RFC 4291 §2.5.5.2).</summary>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static IPNetwork Network(string setting, string word)
    {
        if (IPNetwork.TryParse(word, out var network))
        {
            return Plain(network);
        }

        return IPAddress.TryParse(word, out var address)
            ? new IPNetwork(Plain(address), Plain(address).GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"{setting} holds '{word}', which is neither an address nor a network such as 10.0.0.0/24.");
    }

    private static IPNetwork Plain(IPNetwork network) => network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefix
        ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix)
        : network;
}
