namespace Wristband.EndToEnd.Tests;
