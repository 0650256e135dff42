using System.Net;
using System.Net.Sockets;

namespace EduConnect.Core.SignIn.Throttling;

/// <summary>The network an address belongs to: /24 in IPv4, /56 in IPv6, since that is what one household or school holds.</summary>
public static class NetworkAddress
{
    /// <summary>The network as text, such as <c>192.0.2.0/24</c>; <c>unknown</c> without an address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bits = plain.AddressFamily == AddressFamily.InterNetwork ? 24 : 56;
        var bytes = plain.GetAddressBytes();
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return $"{new IPAddress(bytes)}/{bits}";
    }

    /// <summary>Whether the address lies in one of the networks written as <c>address/prefix</c>; unreadable ones hold nothing.</summary>
    public static bool IsIn(IPAddress? address, IEnumerable<string> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && networks.Any(text => IPNetwork.TryParse(text, out var network) && network.Contains(plain));
    }
}
