namespace Wristband.Rules.Tests;
