using System.Net;
using System.Net.Sockets;

namespace EduConnect.Demonstration.Demo;

/// <summary>Free ports of this machine.</summary>
internal static class LoopbackPorts
{
    /// <summary>Whether nobody listens there, on either address of localhost.</summary>
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    /// <summary>The first <paramref name="count"/> free ports above <paramref name="port"/>.</summary>
    public static IReadOnlyList<int> After(int port, int count)
    {
        var found = Enumerable.Range(port + 1, 200).Where(candidate => candidate < 65_536 && IsFree(candidate)).Take(count).ToList();
        return found.Count == count ? found : throw new DemoRefusedException($"there are not {count} free ports after {port} for the partners; choose another --port");
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.ExclusiveAddressUse = true;
            listener.Start();
            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
